// How one entry's score came about: each juror's part, corrected and weighed, adding up to it.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { components } from '../../../shared/api/schema';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import type { Found, Names } from './model';

type Part = components['schemas']['Part'];

const HUNDREDTHS: Intl.NumberFormatOptions = {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
};

/** The parts of a score and their sum. */
export function Parts({
  parts,
  name,
  label,
  sum,
}: {
  parts: readonly Part[];
  name: (id: string) => string;
  label: string;
  /** what the parts make, where that is not the score */
  sum?: string | undefined;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const two = (value: number | null) =>
    value === null ? '—' : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = parts.reduce((all, part) => all + (part.contribution ?? 0), 0);
  return (
    <ChartTable label={label} head={[t`المحكّم`, t`ما منحه`, t`شدّته`, t`بعد التصحيح`, t`الوزن`, t`نصيبه من الدرجة`]}>
      {parts
        .filter((part) => part.juror_id !== null || (part.weight ?? 0) > 0)
        .map((part) => (
          <tr key={part.juror_id ?? 'pull'}>
            <th scope="row">{part.juror_id ? <bdi>{name(part.juror_id)}</bdi> : t`متوسط الفئة`}</th>
            <td>{two(part.given)}</td>
            <td>{part.juror_id ? two(part.severity) : '—'}</td>
            <td>{two(part.corrected)}</td>
            <td>{format.number(part.weight ?? 0, HUNDREDTHS)}</td>
            <td>{format.decimal(part.shown)}</td>
          </tr>
        ))}
      <tr>
        <th scope="row">{sum ?? t`الدرجة`}</th>
        <td />
        <td />
        <td />
        <td />
        <td className="tk-strong">{two(whole)}</td>
      </tr>
    </ChartTable>
  );
}

export function Why({ found, names, label }: { found: Found; names: Names; label: ReactNode }) {
  const { t } = useLingui();
  const format = useFormat();
  const from = format.number(found.raw_rank);
  const to = format.number(found.rank);
  return (
    <details className="tk-fair-table">
      <summary>
        {label}: {found.rank < found.raw_rank ? t`تقدّمت من ${from} إلى ${to}` : t`تأخّرت من ${from} إلى ${to}`}
      </summary>
      <Parts
        parts={found.why}
        name={(id) => format.name(names.juror(id))}
        label={t`كيف جاءت درجة المشاركة ${format.number(names.entry(found.entry_id)?.number ?? 0, { useGrouping: false })}`}
      />
    </details>
  );
}
