"""The content of an ODS file in one streaming pass. Repeats are counted, not unrolled."""

from balale.exchange.reader.guard_xml import Document, Used, local_name, read_whole


class OdsPass(Document):
    """Names, visibility and used ranges of the tables in content.xml."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, Used]] = []
        self.hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._high = self._wide = 0
        self._is_cell = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        kind = local_name(name)
        if kind in ("table-cell", "covered-table-cell"):
            self._column += self._wide
            self._wide = max(1, read_whole(attrs.get("table:number-columns-repeated"), 1))
            self._is_cell = True
            if "office:value-type" in attrs or "calcext:value-type" in attrs:
                self._use()
            if "table:formula" in attrs and self.sheets:
                self.sheets[-1][2].note_formula(self._row, self._column)
        elif kind == "p" and self._is_cell:
            self._use()
        elif kind == "table-row":
            self._row += self._high
            self._high = max(1, read_whole(attrs.get("table:number-rows-repeated"), 1))
            self._column, self._wide = 1, 0
        elif kind == "table" and name.startswith("table:"):
            style = attrs.get("table:style-name", "")
            self.sheets.append((attrs.get("table:name", ""), style, Used()))
            self._row, self._high = 1, 0
        elif kind == "style":
            self._style = attrs.get("style:name", "")
        elif kind == "table-properties" and attrs.get("table:display") == "false":
            self.hidden_styles.add(self._style)

    def _end(self, name: str) -> None:
        if local_name(name) in ("table-cell", "covered-table-cell"):
            self._is_cell = False

    def _use(self) -> None:
        if self._is_cell and self.sheets:
            self._is_cell = False
            used = self.sheets[-1][2]
            used.add(self._row, self._column, wide=self._wide, high=self._high)
