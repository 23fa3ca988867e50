"""A browser's rough family: enough for a person to recognise it, too little to follow anybody."""

from django.utils.translation import gettext as _

# Most browsers also claim to be others: the first word that is found decides.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_family(agent: str) -> str:
    """“Firefox, Linux” for what a browser says of itself; empty when it says nothing known."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if not browser and "Edg" in agent:
        browser = "Edge"
    return ", ".join(filter(None, (browser, system)))


def named_browser(family: str) -> str:
    """A family as pages and letters say it."""
    return family or _("an unknown browser")
