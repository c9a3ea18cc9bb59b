"""All exports we know by name; names of columns are squashed as in `synonyms`."""

from workstation.exchange.shapes_books import ADDRESS_BOOKS
from workstation.exchange.shapes_hubspot import HUBSPOT
from workstation.exchange.shapes_pipedrive import PIPEDRIVE
from workstation.exchange.shapes_salesforce import SALESFORCE
from workstation.exchange.shapes_tools import TOOLS

SHAPES = (*TOOLS, *PIPEDRIVE, *ADDRESS_BOOKS, *HUBSPOT, *SALESFORCE)
"""Where two shapes fit, the first one counts."""
