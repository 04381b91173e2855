export function NoticeRoom() {
  return null;
}
