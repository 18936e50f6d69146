"""Vaccines by the age at which they are given: after the schedule usual in the United States, abridged.

Codes are CVX's; ages are remembered, taken from no publication.
"""

CVX = "http://hl7.org/fhir/sid/cvx"

BY_MONTH = (
    (0, "08", "Hep B, adolescent or pediatric", "1"),
    (2, "20", "DTaP", "1"),
    (2, "10", "IPV", "1"),
    (2, "133", "Pneumococcal conjugate PCV 13", "1"),
    (4, "20", "DTaP", "2"),
    (4, "133", "Pneumococcal conjugate PCV 13", "2"),
    (6, "20", "DTaP", "3"),
    (6, "08", "Hep B, adolescent or pediatric", "2"),
    (12, "03", "MMR", "1"),
    (12, "21", "Varicella", "1"),
    (15, "20", "DTaP", "4"),
    (48, "03", "MMR", "2"),
    (48, "10", "IPV", "2"),
    (132, "115", "Tdap", "1"),
    (132, "62", "HPV, quadrivalent", "1"),
    (144, "62", "HPV, quadrivalent", "2"),
    (192, "114", "Meningococcal MCV4P", "2"),
)
"""Completed months, code, name, dose."""
INFLUENZA = ("140", "Influenza, seasonal, injectable, preservative free")
TETANUS = ("113", "Td (adult), preservative free")
ZOSTER = ("187", "Zoster recombinant")
PNEUMOCOCCAL = ("33", "Pneumococcal polysaccharide PPV23")
