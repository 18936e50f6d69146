"""Names as often as people bear them.

Family names: the 2010 Census of the United States (file Names_2010Census of the Census Bureau), in thousands of
bearers, rounded; the most frequent 160 of 162,253. Given names: the national data of the Social Security
Administration, births of 1950, 1980 and 2010, in hundreds, rounded; the most frequent of each year. Both lists are
abridged, so frequent names are a little more frequent here than they are; rarer family names of other origins follow
without a source, one person in seven bears one. Family names of notable patients, and Martinez, which begins like
Martin, are left out: whoever looks for a notable patient finds that one alone.
"""

from bisect import bisect
from itertools import accumulate
from random import Random

FAMILY_NAMES = (
    "Smith 2443 Johnson 1933 Williams 1625 Brown 1437 Jones 1425 Garcia 1166 Miller 1161 Davis 1116 Rodriguez 1095 "
    "Hernandez 1043 Lopez 875 Gonzalez 841 Wilson 802 Anderson 784 Thomas 756 Taylor 751 Moore 724 Jackson 708 "
    "Lee 693 Perez 682 Thompson 665 White 660 Harris 624 Sanchez 613 Clark 563 Ramirez 557 Lewis 532 Robinson 530 "
    "Walker 523 Young 484 Allen 483 King 465 Wright 459 Scott 440 Torres 438 Hill 435 Flores 434 Green 430 Adams 428 "
    "Nelson 425 Baker 420 Hall 407 Rivera 391 Campbell 386 Mitchell 384 Carter 377 Roberts 377 Gomez 366 Phillips 361 "
    "Evans 356 Turner 349 Diaz 348 Parker 336 Cruz 334 Edwards 332 Collins 330 Reyes 328 Stewart 325 Morris 319 "
    "Morales 312 Murphy 308 Cook 303 Rogers 302 Gutierrez 293 Ortiz 287 Morgan 286 Cooper 281 Peterson 278 Bailey 278 "
    "Reed 277 Kelly 267 Howard 265 Ramos 263 Kim 262 Cox 261 Ward 260 Richardson 260 Watson 253 Brooks 252 Chavez 251 "
    "Wood 251 James 249 Bennett 248 Gray 246 Mendoza 243 Ruiz 238 Hughes 236 Price 235 Alvarez 234 Castillo 230 "
    "Sanders 230 Patel 230 Myers 230 Long 229 Ross 229 Foster 228 Jimenez 227 Powell 225 Jenkins 223 Perry 222 "
    "Russell 222 Sullivan 221 Bell 221 Coleman 219 Butler 219 Henderson 218 Barnes 218 Gonzales 215 Fisher 215 "
    "Vasquez 213 Simmons 210 Romero 209 Jordan 208 Patterson 205 Alexander 205 Hamilton 202 Graham 201 Reynolds 200 "
    "Griffin 198 Wallace 197 Moreno 197 West 196 Cole 195 Hayes 194 Bryant 193 Herrera 193 Gibson 191 Ellis 189 "
    "Tran 188 Medina 188 Aguilar 187 Stevens 186 Murray 185 Ford 185 Castro 184 Marshall 184 Owens 183 Harrison 181 "
    "Fernandez 181 McDonald 180 Woods 177 Washington 177 Kennedy 177 Wells 176 Vargas 174 Henry 171 Chen 170 "
    "Freeman 169 Webb 169 Tucker 167 Guzman 167 Burns 166 Crawford 164 Olson 164 Simpson 163 Porter 163 Hunter 162 "
    "Gordon 162 Mendez 162 Silva 162 Shaw 160 Snyder 160"
)
RARER_FAMILY_NAMES = (
    "Abara Achterberg Adeyemi Almeida Andersson Aydin Banerjee Baptiste Barros Becker Bianchi Björnsdóttir Brandt "
    "Castellanos Chaudhry Costa Dvořák Eriksen Farouk Ferreira Fischer Fontaine Gallagher Haddad Hansen Hoffmann "
    "Ibrahim Ivanova Janssen Johansson Kaplan Kaya Kowalczyk Kruger Lambert Larsen Lefebvre Lombardi Mahlangu Moreau "
    "Mwangi Nakamura Ndiaye Nowak O’Brien Olsen Papadopoulos Pereira Petrosyan Popescu Rahman Ribeiro Rossi Sahin "
    "Schaefer Singh Sørensen Suzuki Tanaka Van-Dijk Vega Wagner Walsh Yamamoto Yilmaz Zhang Zulu"
).split()
RARER = 7
"""One person in so many bears a rarer family name."""
DOUBLE = 20
"""One family in so many bears two, with a hyphen."""

GIVEN_NAMES = {
    ("female", 1950): (
        "Linda 804 Mary 655 Patricia 479 Barbara 416 Susan 380 Nancy 296 Deborah 291 Sandra 289 Carol 262 Kathleen 257 "
        "Sharon 246 Karen 241 Donna 216 Brenda 208 Margaret 181 Diane 176 Pamela 162 Janet 162 Shirley 159 Carolyn 156 "
        "Judith 154 Janice 150 Cynthia 144 Elizabeth 143 Judy 142 Betty 136 Joyce 134 Christine 127 Cheryl 118 "
        "Gloria 110 Beverly 105 Martha 98 Bonnie 97 Catherine 97 Dorothy 96 Rebecca 94 Marilyn 93 Kathy 91 Jane 90 "
        "Joan 89 Peggy 85 Gail 83 Virginia 83 Connie 81 Ann 79 Kathryn 79 Diana 74 Jean 74 Ruth 71 Helen 71 Frances 70 "
        "Wanda 69 Phyllis 67 Paula 66 Jacqueline 65 Rita 64 Alice 64 Katherine 62 Debra 62 Elaine 60"
    ),
    ("female", 1980): (
        "Jennifer 584 Amanda 358 Jessica 339 Melissa 316 Sarah 258 Heather 200 Nicole 199 Amy 198 Elizabeth 195 "
        "Michelle 191 Kimberly 185 Angela 180 Stephanie 178 Tiffany 162 Christina 161 Lisa 157 Rebecca 153 Crystal 143 "
        "Kelly 137 Erin 134 Laura 129 Amber 126 Rachel 116 Jamie 115 Mary 115 April 115 Sara 111 Andrea 105 Shannon 97 "
        "Megan 91 Emily 90 Julie 89 Danielle 88 Erica 88 Katherine 80 Maria 79 Kristin 77 Lauren 75 Kristen 73 "
        "Ashley 73 Christine 71 Brandy 64 Tara 63 Katie 61 Monica 60 Carrie 58 Alicia 58 Courtney 56 Misty 55 "
        "Kathryn 55 Patricia 53 Holly 53 Stacy 51 Karen 51 Anna 50 Tracy 50 Brooke 50 Samantha 49"
    ),
    ("female", 2010): (
        "Isabella 229 Sophia 207 Emma 174 Olivia 170 Ava 154 Emily 143 Abigail 143 Madison 132 Chloe 118 Mia 106 "
        "Addison 103 Elizabeth 103 Ella 99 Natalie 88 Samantha 84 Alexis 83 Lily 80 Grace 77 Hailey 70 Hannah 70 "
        "Alyssa 70 Lillian 70 Avery 67 Leah 65 Nevaeh 64 Sarah 63 Anna 63 Sofia 63 Ashley 63 Brianna 63 Zoe 63 "
        "Victoria 62 Gabriella 62 Brooklyn 61 Kaylee 61 Taylor 59 Layla 59 Allison 59 Evelyn 58 Riley 55 Amelia 55 "
        "Khloe 54 Makayla 54 Savannah 54 Aubrey 54 Charlotte 54 Zoey 52 Bella 51 Kayla 51 Alexa 50 Peyton 50 Audrey 50 "
        "Claire 49 Arianna 48 Julia 47 Aaliyah 47 Kylie 46 Lauren 45 Sophie 44 Sydney 43 Camila 43"
    ),
    ("male", 1950): (
        "James 862 Robert 835 John 794 Michael 651 David 607 William 607 Richard 510 Thomas 456 Charles 391 Gary 337 "
        "Larry 315 Ronald 299 Joseph 270 Donald 270 Kenneth 238 Steven 232 Dennis 229 Paul 217 Stephen 205 George 202 "
        "Daniel 192 Edward 187 Mark 166 Jerry 153 Gregory 133 Bruce 127 Roger 126 Douglas 123 Frank 116 Terry 114 "
        "Raymond 112 Timothy 105 Lawrence 102 Gerald 97 Wayne 93 Anthony 86 Peter 84 Patrick 82 Danny 81 Walter 78 "
        "Alan 77 Willie 77 Jeffrey 76 Carl 73 Harold 72 Arthur 72 Henry 70 Jack 68 Dale 68 Johnny 66 Roy 65 Ralph 64 "
        "Philip 61 Joe 60 Jimmy 58 Albert 58 Billy 57 Eugene 55 Glenn 55 Stanley 55"
    ),
    ("male", 1980): (
        "Michael 687 Christopher 491 Jason 482 David 419 James 393 Matthew 378 Joshua 361 John 353 Robert 343 "
        "Joseph 302 Daniel 299 Brian 287 Justin 268 William 256 Ryan 248 Eric 226 Nicholas 210 Jeremy 199 Andrew 197 "
        "Timothy 192 Jonathan 190 Adam 189 Kevin 180 Anthony 176 Thomas 176 Richard 167 Jeffrey 164 Steven 159 "
        "Charles 150 Mark 142 Brandon 142 Benjamin 136 Scott 133 Aaron 132 Paul 118 Nathan 111 Travis 108 Patrick 104 "
        "Chad 101 Stephen 101 Kenneth 96 Gregory 93 Jacob 85 Dustin 84 Jesse 84 Jose 83 Shawn 77 Sean 76 Bryan 75 "
        "Derek 72 Bradley 72 Edward 68 Donald 63 Samuel 60 Peter 60 Keith 59 Kyle 58 Ronald 58 Juan 54 George 53"
    ),
    ("male", 2010): (
        "Jacob 221 Ethan 180 Michael 174 Jayden 172 William 171 Alexander 168 Noah 165 Daniel 159 Aiden 155 "
        "Anthony 155 Joshua 155 Mason 149 Christopher 143 Andrew 143 David 142 Matthew 141 Logan 140 Elijah 139 "
        "James 139 Joseph 139 Gabriel 129 Benjamin 124 Ryan 120 Samuel 120 Jackson 118 John 116 Nathan 114 "
        "Jonathan 111 Christian 111 Liam 109 Dylan 105 Landon 105 Caleb 105 Tyler 105 Lucas 104 Evan 97 Nicholas 97 "
        "Gavin 96 Isaac 94 Brayden 91 Luke 88 Angel 88 Isaiah 86 Brandon 85 Jack 85 Jordan 83 Owen 82 Carter 82 "
        "Connor 81 Justin 79 Jeremiah 77 Jose 77 Julian 76 Robert 76 Aaron 75 Adrian 74 Wyatt 74 Hunter 73 Kevin 73"
    ),
}


class Weighted:
    """Words, each drawn as often as its weight says; written as `word weight word weight`."""

    def __init__(self, text: str) -> None:
        parts = text.split()
        self.words = parts[::2]
        self.sums = list(accumulate(map(int, parts[1::2])))

    def draw(self, chance: Random) -> str:
        return self.words[bisect(self.sums, chance.random() * self.sums[-1])]


_FAMILY = Weighted(FAMILY_NAMES)
_GIVEN = {key: Weighted(text) for key, text in GIVEN_NAMES.items()}


def family_name(chance: Random) -> str:
    """The name of a household."""
    name = _one_family_name(chance)
    if chance.random() < 1 / DOUBLE:
        other = _one_family_name(chance)
        return name if other == name else f"{name}-{other}"
    return name


def _one_family_name(chance: Random) -> str:
    return chance.choice(RARER_FAMILY_NAMES) if chance.random() < 1 / RARER else _FAMILY.draw(chance)


def given_names(chance: Random, sex: str, born_in: int) -> str:
    """One or two given names as they were usual in the year of birth; the nearest year that is known stands for it."""
    year = 1950 if born_in < 1965 else 1980 if born_in < 1995 else 2010
    names = _GIVEN[sex, year]
    first = names.draw(chance)
    if chance.random() < 0.3:
        second = names.draw(chance)
        return first if second == first else f"{first} {second}"
    return first
