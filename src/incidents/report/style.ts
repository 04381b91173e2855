/** The style sheet of printed pages: A4, black on white, readable when it is copied and faxed. */
export const PAPER_STYLE = `@page { size: A4; margin: 18mm 16mm 20mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 190mm;
  padding: 8mm;
  background: #fff;
  color: #000;
  font: 11pt/1.45 "Atkinson Hyperlegible Next", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 1mm; font-size: 20pt; line-height: 1.2; }
h2 {
  margin: 8mm 0 2mm;
  padding-bottom: 1mm;
  border-bottom: 0.6mm solid #000;
  font-size: 13pt;
  break-after: avoid;
}
h3 { margin: 4mm 0 1mm; font-size: 11pt; break-after: avoid; }
p { margin: 0 0 2mm; }
.town { font-size: 13pt; font-weight: 700; }
.what { font-size: 13pt; }
.state { display: inline-block; padding: 0 2mm; border: 0.4mm solid #000; font-weight: 700; }
.small, .when, .more { color: #333; font-size: 9.5pt; }
.note, .none { font-style: italic; }
.late { font-weight: 700; text-decoration: underline; }
.gone { text-decoration: line-through; }
ul, ol { margin: 0 0 2mm; padding-left: 5mm; }
li { margin-bottom: 1.5mm; break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 4mm; margin: 0 0 3mm; }
dt { font-weight: 700; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 10pt; }
caption { text-align: left; font-size: 9.5pt; padding-bottom: 1mm; }
th, td { padding: 1mm 2mm 1mm 0; border-bottom: 0.2mm solid #777; text-align: left; vertical-align: top; }
th { border-bottom: 0.4mm solid #000; }
.chronology td:nth-child(-n + 2) { width: 20mm; }
.chronology td:last-child { width: 28mm; overflow-wrap: break-word; }
.day th { padding-top: 3mm; break-after: avoid; }
tbody th { border-bottom: 0.2mm solid #777; min-width: 30mm; overflow-wrap: normal; }
.figures td, .figures thead th { overflow-wrap: normal; white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
code, pre { font-family: "Liberation Mono", "Courier New", monospace; font-size: 8.5pt; }
pre { white-space: pre-wrap; margin: 0 0 2mm; padding: 2mm; border: 0.2mm solid #777; }
.exercise {
  margin: 0 0 4mm;
  padding: 2mm;
  border: 0.8mm solid #000;
  font-size: 16pt;
  font-weight: 700;
  letter-spacing: 0.1em;
  text-align: center;
}
.in-exercise::after {
  content: "EXERCICE";
  position: fixed;
  inset: 40% 0 auto;
  z-index: -1;
  color: #e6e6e6;
  font-size: 90pt;
  font-weight: 700;
  text-align: center;
  transform: rotate(-30deg);
}
@media screen {
  html { background: #eee; }
  body { margin-block: 6mm; box-shadow: 0 0 2mm #999; }
  .in-exercise::after { z-index: 0; color: rgb(0 0 0 / 8%); pointer-events: none; }
}
`;
