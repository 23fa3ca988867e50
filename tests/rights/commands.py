"""The command line: each command needs whoever holds the machine, and a decision is written down.

Nobody is asked who they are there, and nobody's password is taken: the journal says
“command-line”. Where the second word is missing the command decides nothing: it starts, reads,
writes a file, or does what the night does by itself.
"""

OPERATOR = "whoever holds the machine"
# Command: who may, and the journal's word for what was decided.
COMMANDS = {
    "run": (OPERATOR, ""),
    "serve": (OPERATOR, ""),
    "worker": (OPERATOR, ""),
    "migrate": (OPERATOR, ""),
    "strategy check": (OPERATOR, ""),
    "strategy load": (OPERATOR, "strategy.loaded"),
    "strategy dump": (OPERATOR, ""),
    "strategy schema": (OPERATOR, ""),
    "strategy list": (OPERATOR, ""),
    "strategy new": (OPERATOR, ""),
    "territory load": (OPERATOR, "municipality.added"),
    "directory import": (OPERATOR, "directory.imported"),
    "person add": (OPERATOR, "person.added"),
    "person password": (OPERATOR, "person.password"),
    "person export": (OPERATOR, "person.read"),
    "person erase": (OPERATOR, "person.erased"),
    "person retention": (OPERATOR, "retention.done"),
    "journal verify": (OPERATOR, ""),
    "journal seal": (OPERATOR, ""),
    "journal key": (OPERATOR, ""),
    "snapshot": (OPERATOR, "snapshot.taken"),
    "reindex": (OPERATOR, ""),
    "letters list": (OPERATOR, ""),
    "letters send-again": (OPERATOR, "letter.sent_again"),
    "letters give-up": (OPERATOR, "letter.given_up"),
    "letters test": (OPERATOR, ""),
    "letters bounced": (OPERATOR, ""),
    "backup": (OPERATOR, ""),
    "restore": (OPERATOR, ""),
    "health": (OPERATOR, ""),
    "adaptive simulate": (OPERATOR, ""),
    "adaptive calibrate": (OPERATOR, ""),
    "adaptive dif": (OPERATOR, ""),
    "calls check": (OPERATOR, ""),
    "calls load": (OPERATOR, "edition.defined"),
    "calls dump": (OPERATOR, ""),
    "calls list": (OPERATOR, ""),
    "calls schema": (OPERATOR, ""),
    "awards generate": (OPERATOR, ""),
    "awards solve": (OPERATOR, ""),
    "awards verify": (OPERATOR, ""),
    "awards explain": (OPERATOR, ""),
    "awards schema": (OPERATOR, ""),
}
# How each deciding command is said, with the names of what the test made.
SAID = {
    "strategy load": "{plan}",
    "territory load": "",
    "directory import": "{sheet}",
    "person add": "new@example.org --name New",
    "person password": "only-asking@example.org",
    "person export": "only-asking@example.org {file}",
    "person erase": "only-asking@example.org --yes",
    "person retention": "",
    "snapshot": "",
    "letters send-again": "{refused}",
    "letters give-up": "{letter}",
    "calls load": "{call}",
}
