"""Who a visitor of the demo can be, and which of them has something to do just now."""

VISITOR_PREFIX = "HV"
ADMIN_NUMBER = "HA0001"
