"""The blank forms of the papers that a call asks for, on one page."""

from typing import Any

from django import forms

from kyodo_portal.files.uploads import AttachmentField, CheckedFile
from proposals.models import BlankForm, Call, CallPaper


class BlankFormsForm(forms.Form):
    """For each paper a file to put in the place of what is there, or a mark to take it away."""

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = list(call.papers.all())
        kept = {blank.paper_id for blank in BlankForm.objects.filter(paper__call=call)}
        for paper in self.papers:
            self.fields[f"file_{paper.pk}"] = AttachmentField(
                label=f"「{paper.name}」の様式", required=False, becomes_public=True
            )
            if paper.pk in kept:
                self.fields[f"removed_{paper.pk}"] = forms.BooleanField(
                    label=f"「{paper.name}」の様式を取り除く", required=False
                )

    def chosen(self) -> dict[CallPaper, CheckedFile]:
        """The new files by their papers, once the form is read."""
        given = {paper: self.cleaned_data[f"file_{paper.pk}"] for paper in self.papers}
        return {paper: file for paper, file in given.items() if file}

    def removed(self) -> list[CallPaper]:
        """The papers whose blank form is taken away."""
        return [paper for paper in self.papers if self.cleaned_data.get(f"removed_{paper.pk}")]
