export function ChairPage() {
  return null;
}
export function ChairedRoundsPage() {
  return null;
}
