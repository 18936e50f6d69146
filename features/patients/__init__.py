"""The record of a person: who they are, who cares for them, who pays, and who may see them.

Users: everyone who finds or opens a patient. Announces patients-changed (later issues add writers).
"""
