"""Who is who on the stand-in: the team, the app under test and its tokens."""

from __future__ import annotations

TEAM, APP, BOT_USER, BOT_ID = "T0LAB00001", "A0LAB00001", "U0BOT00001", "B0BOT00001"
OTHER_APP, OTHER_BOT_USER, OTHER_BOT_ID = "A0OTHER001", "U0OTHBOT09", "B0OTHBOT09"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-lab-bot", "xapp-lab-app", "lab-signing-secret"
ALICE = "U0ALICE001"
