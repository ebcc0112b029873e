"""Articles to claims: one figure in one place of one article."""

from helpers.claims.extraction import extract_claims
from helpers.claims.items import read_claims
from helpers.claims.types import COMPONENTS_OF, MEASURES, MODIFIERS, STATUSES, Claim

__all__ = ["COMPONENTS_OF", "MEASURES", "MODIFIERS", "STATUSES", "Claim", "extract_claims", "read_claims"]
