"""Two import contracts for import-linter that go by what kind of file a module is.

The last word of a module's name is its kind: `service` and `rubric_service` are services. So a file
split by noun keeps its place, and a module of no known kind has none (`pyproject.toml` lists them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def kind_of(module: str, kinds: Iterable[str]) -> str | None:
    """The kind of a module by its name, None if it is of none."""
    name = module.rpartition(".")[2]
    return next((kind for kind in kinds if name == kind or name.endswith(f"_{kind}")), None)


def packages(graph: ImportGraph, exempt: Iterable[str]) -> Iterator[str]:
    """The packages under the roots that are not exempt."""
    left_out = set(exempt)
    for module in sorted(graph.modules):
        if graph.is_module_squashed(module) or module in left_out:
            continue
        if graph.find_children(module):
            yield module


class DomainFiles(Contract):
    """Inside each package, imports go down `layers`; a module of no kind breaks the contract."""

    type_name = "domain_files"

    layers = fields.ListField(subfield=fields.StringField())
    exempt_packages = fields.SetField(subfield=fields.StringField(), required=False)
    exempt_modules = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find modules without a place and imports that go up."""
        order = {
            kind.strip(): height
            for height, layer in enumerate(reversed(self.layers))
            for kind in layer.split("|")
        }
        problems: list[str] = []
        for package in packages(graph, self.exempt_packages or ()):
            if kind_of(package, order):  # `allocation/` is one pure part, however it is cut inside
                continue
            kinds: dict[str, str] = {}
            for module in sorted(graph.find_children(package)):
                kind = kind_of(module, order)
                if kind is not None:
                    kinds[module] = kind
                elif not graph.find_children(module) and module not in (self.exempt_modules or ()):
                    problems.append(f"{module} has no place in `layers` of domain_files")
            problems += [
                f"{importer} ({kinds[importer]}) imports {imported} ({kinds[imported]})"
                for importer in kinds
                for imported in sorted(graph.find_modules_directly_imported_by(importer))
                if imported in kinds and order[kinds[imported]] > order[kinds[importer]]
            ]
        return ContractCheck(kept=not problems, metadata={"problems": problems})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line a problem."""
        for problem in check.metadata["problems"]:
            output.print_error(f"- {problem}")


class KindForbids(Contract):
    """No module of these kinds, nor these modules, reaches the forbidden ones, not even indirectly."""

    type_name = "kind_forbids"

    kinds = fields.SetField(subfield=fields.StringField(), required=False)
    modules = fields.SetField(subfield=fields.StringField(), required=False)
    forbidden_modules = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find a chain from each module to each forbidden one."""
        named = {module for module in graph.modules if kind_of(module, self.kinds or ())}
        sources: set[str] = set()
        for module in {*named, *(self.modules or ())}:
            sources |= (
                {module, *graph.find_descendants(module)} if module in graph.modules else set()
            )
        forbidden = sorted(module for module in self.forbidden_modules if module in graph.modules)
        chains = [
            graph.find_shortest_chain(importer=source, imported=target)
            for source in sorted(sources)
            if not graph.is_module_squashed(source)
            for target in forbidden
            if source != target
        ]
        found = [chain for chain in chains if chain]
        return ContractCheck(kept=not found, metadata={"chains": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line a chain."""
        for chain in check.metadata["chains"]:
            steps = " → ".join([chain[0], *(imported for _, imported in pairwise(chain))])
            output.print_error(f"- {steps}")
