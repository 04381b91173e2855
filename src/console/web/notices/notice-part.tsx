export function NoticePart() {
  return null;
}
