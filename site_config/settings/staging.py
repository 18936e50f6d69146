"""As production, on made patients: the workings are shown, nothing else differs."""

from site_config.settings.production import *  # noqa: F403

SHOW_WORKINGS = True
