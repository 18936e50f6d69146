"""What people are allergic to, and how they react: facts for the fields of an allergy.

Where the codes come from: substances and manifestations as Synthea's allergy modules write them (SNOMED CT), the class
of sulfonamides as US Core's example does, and ingredients of RxNorm. The 54 synthetic patients themselves carry codes
of findings ("Allergy to peanuts"); `SUBSTANCES_OF_FINDINGS` says which substance each is about. Words that no code is
certain for have none. The list is for the facility to review; it is no terminology server.
"""

from collections.abc import Iterator

SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"

ALLERGENS = """
food        | 762952008        | Peanut             | groundnut, arachis
food        | 442571000124108  | Tree nut           | nuts, almond, cashew, hazelnut, walnut, pecan, pistachio
food        | 735971005        | Fish               | cod, salmon, tuna
food        | 735029006        | Shellfish          | prawn, shrimp, crab, lobster, mussel
food        | 412071004        | Wheat              | gluten, flour
food        | 102263004        | Egg                | eggs, hen's egg
food        | 3718001          | Cow's milk         | dairy
food        | 256355007        | Soya bean          | soy, soya
food        |                  | Sesame             | tahini
food        |                  | Mustard            |
food        |                  | Celery             |
food        |                  | Lupin              |
food        |                  | Sulfite            | sulphite, E220
food        |                  | Kiwi fruit         |
environment | 782576004        | Tree pollen        | birch, hay fever
environment | 256277009        | Grass pollen       | hay fever, timothy
environment | 264287008        | Animal dander      | pet, cat, dog, horse
environment | 260147004        | House dust mite    | dust
environment | 84489001         | Mold               | mould, fungus
environment | 288328004        | Bee venom          | bee sting
environment |                  | Wasp venom         | wasp sting, yellow jacket
environment | 111088007        | Latex              | rubber, gloves
environment |                  | Nickel             |
environment |                  | Adhesive plaster   | tape, sticking plaster
environment |                  | Chlorhexidine      | skin disinfectant
environment |                  | Povidone iodine    | Betadine, skin disinfectant
medication  | RXNORM 70618     | Penicillin         | penicillins
medication  | RXNORM 7980      | Penicillin G       | benzylpenicillin
medication  | RXNORM 7984      | Penicillin V       | phenoxymethylpenicillin
medication  | RXNORM 723       | Amoxicillin        | penicillin, Amoxil
medication  | RXNORM 733       | Ampicillin         | penicillin
medication  |                  | Cephalosporin      | cephalosporins
medication  | RXNORM 2176      | Cefaclor           | cephalosporin
medication  | RXNORM 2180      | Cefazolin          | cephalosporin
medication  | RXNORM 25037     | Cefdinir           | cephalosporin
medication  | RXNORM 20481     | Cefepime           | cephalosporin
medication  | RXNORM 25033     | Cefixime           | cephalosporin
medication  | RXNORM 2189      | Cefoxitin          | cephalosporin
medication  | RXNORM 20489     | Cefpodoxime        | cephalosporin
medication  | RXNORM 2191      | Ceftazidime        | cephalosporin
medication  | RXNORM 2193      | Ceftriaxone        | cephalosporin, Rocephin
medication  | RXNORM 2194      | Cefuroxime         | cephalosporin
medication  | RXNORM 2231      | Cephalexin         | cefalexin, cephalosporin, Keflex
medication  | 387406002        | Sulfonamide        | sulfa, sulpha, sulphonamide
medication  | RXNORM 10831     | Sulfamethoxazole and trimethoprim | co-trimoxazole, Bactrim, sulfa
medication  | RXNORM 10180     | Sulfamethoxazole   | sulfa
medication  | RXNORM 10829     | Trimethoprim       |
medication  | RXNORM 2551      | Ciprofloxacin      | quinolone
medication  | RXNORM 82122     | Levofloxacin       | quinolone
medication  | RXNORM 18631     | Azithromycin       | macrolide
medication  | RXNORM 21212     | Clarithromycin     | macrolide
medication  | RXNORM 4053      | Erythromycin       | macrolide
medication  | RXNORM 2582      | Clindamycin        |
medication  | RXNORM 3640      | Doxycycline        | tetracycline
medication  | RXNORM 10395     | Tetracycline       |
medication  | RXNORM 6922      | Metronidazole      | Flagyl
medication  | RXNORM 7454      | Nitrofurantoin     |
medication  | RXNORM 11124     | Vancomycin         |
medication  | RXNORM 1191      | Aspirin            | acetylsalicylic acid, ASA, NSAID
medication  | RXNORM 5640      | Ibuprofen          | NSAID, Advil
medication  | RXNORM 7258      | Naproxen           | NSAID
medication  | RXNORM 3355      | Diclofenac         | NSAID
medication  |                  | Nonsteroidal anti-inflammatory drug | NSAID, NSAIDs
medication  | RXNORM 161       | Acetaminophen      | paracetamol, Tylenol
medication  | RXNORM 2670      | Codeine            | opioid
medication  | RXNORM 7052      | Morphine           | opioid
medication  | RXNORM 7804      | Oxycodone          | opioid
medication  | RXNORM 5489      | Hydrocodone        | opioid
medication  | RXNORM 10689     | Tramadol           | opioid
medication  | RXNORM 4337      | Fentanyl           | opioid
medication  | RXNORM 29046     | Lisinopril         | ACE inhibitor
medication  |                  | ACE inhibitor      | angiotensin-converting enzyme inhibitor
medication  | RXNORM 36567     | Simvastatin        | statin
medication  | RXNORM 83367     | Atorvastatin       | statin
medication  | RXNORM 2002      | Carbamazepine      |
medication  | RXNORM 8183      | Phenytoin          |
medication  | RXNORM 28439     | Lamotrigine        |
medication  | RXNORM 519       | Allopurinol        |
medication  | RXNORM 6387      | Lidocaine          | lignocaine, local anaesthetic, local anesthetic
medication  | RXNORM 6851      | Methotrexate       |
medication  | RXNORM 5224      | Heparin            |
medication  | RXNORM 11289     | Warfarin           |
medication  |                  | Iodinated contrast | contrast dye, contrast medium
medication  |                  | Neuromuscular blocker | muscle relaxant
biologic    |                  | Insulin            |
biologic    |                  | Influenza vaccine  | flu vaccine, flu shot
biologic    |                  | Hepatitis B vaccine |
biologic    |                  | Tetanus toxoid     | tetanus vaccine
biologic    |                  | Blood product      | transfusion, plasma, platelets
biologic    |                  | Immunoglobulin     | IVIG
"""

REACTIONS = """
39579001  | Anaphylaxis              | anaphylactic shock
402387002 | Angioedema, allergic     | swelling of the face, lips or tongue
247472004 | Hives                    | urticaria, wheal, welts
271807003 | Rash                     | eruption of skin, exanthema
418290006 | Itching                  | pruritus
271811009 | Flushing of the face     | redness, face goes red
21626009  | Cutaneous hypersensitivity | skin allergy
267036007 | Dyspnea                  | shortness of breath, dyspnoea
56018004  | Wheezing                 | bronchospasm, asthma
49727002  | Cough                    |
76067001  | Sneezing                 |
267101005 | Runny nose               | nasal discharge, rhinitis
878820003 | Rhinoconjunctivitis      | hay fever, itchy eyes
422587007 | Nausea                   |
300359004 | Vomiting                 | being sick
62315008  | Diarrhea                 | diarrhoea
21522001  | Abdominal pain           | stomach ache, cramps
404640003 | Dizziness                | light-headed
          | Low blood pressure       | hypotension, shock
          | Fast pulse               | tachycardia, palpitations
          | Fainting                 | syncope, collapse
          | Headache                 |
          | Blistering of the skin   | Stevens-Johnson syndrome, toxic epidermal necrolysis
          | Liver injury             | hepatitis, jaundice
          | Kidney injury            |
          | Low blood count          | agranulocytosis, thrombocytopenia
          | Muscle pain              | myalgia
          | Drowsiness               | sedation
          | Confusion                | delirium
          | Constipation             |
"""

SUBSTANCES_OF_FINDINGS = {
    "91935009": "762952008",
    "91934008": "442571000124108",
    "417532002": "735971005",
    "300913006": "735029006",
    "420174000": "412071004",
    "425525006": "3718001",
    "714035009": "256355007",
    "419263009": "782576004",
    "418689008": "256277009",
    "232347008": "264287008",
    "232350006": "260147004",
    "419474003": "84489001",
    "424213003": "288328004",
    "300916003": "111088007",
}
"""SNOMED CT codes of findings, such as "Allergy to peanuts", and of the substance that each is about."""


def allergens() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """System, code, words and other words of each substance."""
    for _category, code, display, others in _rows(ALLERGENS):
        yield (*_system_and_code(code), display, others)


def reactions() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """System, code, words and other words of each manifestation."""
    for code, display, others in _rows(REACTIONS):
        yield (*_system_and_code(code), display, others)


def category_of(display: str) -> str:
    """The category of a substance of the list, by its words; empty for words that are not in it."""
    return next((category for category, _code, words, _others in _rows(ALLERGENS) if words == display), "")


def _rows(table: str) -> Iterator[tuple]:
    for line in table.strip("\n").splitlines():
        *cells, others = (cell.strip() for cell in line.split("|"))
        yield (*cells, tuple(word.strip() for word in others.split(",") if word.strip()))


def _system_and_code(cell: str) -> tuple[str, str]:
    if not cell:
        return "", ""
    return (RXNORM, cell.removeprefix("RXNORM ")) if cell.startswith("RXNORM ") else (SNOMED, cell)
