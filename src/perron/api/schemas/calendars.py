"""What a calendar may be asked."""

from perron.api.schemas.parameters import Parameter, site_language

CALENDAR = (
    site_language(),
    Parameter(name="measure", says="Only what concerns these measures.", many=True),
    Parameter(name="programme", says="Only what concerns these programmes.", many=True),
)
