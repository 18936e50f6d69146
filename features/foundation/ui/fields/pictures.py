"""A picture: chosen from files, or taken with the camera of a telephone."""

from typing import Any

from django import forms

from features.foundation.ui.pictures import reencoded


class PictureField(forms.FileField):
    """It cleans to a JPEG of our own (`reencoded`); None where nothing was chosen.

    Neither browsers nor drafts keep a file. The kinds are named one by one: a telephone then turns its own kind into
    one of them.
    """

    never_kept = True

    def __init__(self, *, longest_side: int, camera: str = "user", **kwargs: Any) -> None:
        """`camera` is the one that a telephone opens: `user` looks at who holds it, `environment` away from them."""
        self.longest_side = longest_side
        widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": camera})
        super().__init__(widget=widget, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        return reencoded(upload, longest_side=self.longest_side) if upload is not None else None
