"""What is wrong with a patient and what must not be given: problems, allergies, pregnancies, immunizations.

Users: nurses, physicians, pharmacists. Announces `allergies-changed`.
"""
