// What is typed here beside what somebody else saved, one line for each field that differs.
import { useLingui } from '@lingui/react/macro';

export interface BesideRow {
  id: string;
  name: string;
  mine: string;
  theirs: string;
}

export function Beside({ rows }: { rows: readonly BesideRow[] }) {
  const { t } = useLingui();
  return (
    <table className="tk-conflict">
      <thead>
        <tr>
          <th scope="col">{t`الحقل`}</th>
          <th scope="col">{t`نسختي`}</th>
          <th scope="col">{t`نسختهم`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" dir="auto">
              {row.name}
            </th>
            <td dir="auto">{row.mine}</td>
            <td dir="auto">{row.theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
