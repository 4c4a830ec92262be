export function EntryEvaluationsPage() {
  return null;
}
