"""Static files under names that change with their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts that import one another ask for the file that belongs to them, not for one of another release."""

    support_js_module_import_aggregation = True
