"""A contract for import-linter: a feature is entered only at its public face."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicFaceContract(Contract):
    """No module imports from another feature anything but the modules named here.

    - container:  the package that holds the features.
    - face:       modules that every feature offers to others, such as `models`.
    - open:       further modules that others may import, with the feature's name in front.
    - whole:      features that are open as a whole: what everything stands on.
    """

    type_name = "public_face"

    container = fields.StringField()
    face = fields.ListField(subfield=fields.StringField())
    open = fields.ListField(subfield=fields.StringField(), required=False)
    whole = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        entered = []
        for feature in sorted(graph.find_children(self.container)):
            if feature.removeprefix(f"{self.container}.") in (self.whole or []):
                continue
            for module in sorted(graph.find_descendants(feature)):
                inner = module.removeprefix(f"{feature}.").partition(".")[0]
                named = f"{feature}.{inner}".removeprefix(f"{self.container}.")
                if inner in self.face or named in (self.open or []):
                    continue
                importers = graph.find_modules_that_directly_import(module)
                entered += [
                    (importer, module, detail["line_number"])
                    for importer in sorted(importers)
                    if importer != feature and not importer.startswith(f"{feature}.")
                    for detail in graph.get_import_details(importer=importer, imported=module)
                ]
        return ContractCheck(kept=not entered, metadata={"entered": entered})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module, line in check.metadata["entered"]:
            output.print_error(f"{importer} -> {module} (l.{line}): not part of the public face")
