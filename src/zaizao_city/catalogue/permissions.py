"""What may be done in the catalogue, by whom, and how far it reaches."""

from __future__ import annotations

from zaizao_city.identity.enums import Role, Scope

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    "catalogue.read_drafts": {
        Role.CATALOGUE_EDITOR: Scope.CITY,
        Role.REVIEWER_STAFFING: Scope.CITY,
        Role.REVIEWER_JUSTICE: Scope.CITY,
        Role.SUPERVISOR: Scope.CITY,
        Role.LEADER: Scope.CITY,
    },
    "catalogue.edit_definition": {Role.CATALOGUE_EDITOR: Scope.CITY},
    "catalogue.review_staffing": {Role.REVIEWER_STAFFING: Scope.CITY},
    "catalogue.review_justice": {Role.REVIEWER_JUSTICE: Scope.CITY},
    "catalogue.publish_definition": {Role.CATALOGUE_EDITOR: Scope.CITY},
    "catalogue.import_items": {Role.CATALOGUE_EDITOR: Scope.CITY},
    "catalogue.export_items": {
        Role.CATALOGUE_EDITOR: Scope.CITY,
        Role.REVIEWER_STAFFING: Scope.CITY,
        Role.REVIEWER_JUSTICE: Scope.CITY,
        Role.SUPERVISOR: Scope.CITY,
        Role.LEADER: Scope.CITY,
    },
    "catalogue.record_transfer": {Role.CATALOGUE_EDITOR: Scope.CITY},
}
