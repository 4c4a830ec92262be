// What each juror gave: criteria down, jurors across, the mean at the end.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import type { Entry } from '../model';

export function Marks({ entry, isOrder }: { entry: Entry; isOrder: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  if (entry.marks.length === 0) return <p className="tk-soft">{t`لم يُرسل أحد تقييمًا لها.`}</p>;
  const shown = (text: string | undefined) => (text === undefined ? '—' : format.decimal(text));
  // What a juror gave, with the digits that they gave.
  const given = (text = '') => (text ? format.decimal(text, text.split('.')[1]?.length ?? 0) : '—');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="tk-deliberation-scroll" aria-label={t`درجات المحكّمين`} tabIndex={0}>
      <table className="tk-deliberation-marks">
        <thead>
          <tr>
            <th scope="col">{t`المعيار`}</th>
            {entry.marks.map((one) => (
              <th key={one.juror_id} scope="col">
                <bdi>{format.name(one)}</bdi>
              </th>
            ))}
            <th scope="col">{t`المتوسط`}</th>
          </tr>
        </thead>
        <tbody>
          {entry.leaves.map((leaf) => (
            <tr key={leaf.criterion_id}>
              <th scope="row">
                <bdi>{format.name(leaf)}</bdi>
              </th>
              {entry.marks.map((one) => (
                <td key={one.juror_id}>{given(one.points[leaf.criterion_id])}</td>
              ))}
              <td className="tk-strong">{shown(entry.means[leaf.criterion_id])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t`المجموع من 100`}</th>
            {entry.marks.map((one) => (
              <td key={one.juror_id} className="tk-strong">
                {shown(one.total)}
              </td>
            ))}
            <td />
          </tr>
        </tbody>
      </table>
      {isOrder && entry.marks.some((one) => one.comment) ? (
        <p className="tk-small tk-soft">{t`ما قاله كل محكّم عن ترتيبه كله، لا عن هذه المشاركة وحدها:`}</p>
      ) : null}
      {entry.marks.some((one) => one.comment) ? (
        <ul className="tk-stack tk-gap-2">
          {entry.marks
            .filter((one) => one.comment)
            .map((one) => (
              <li key={one.juror_id}>
                <span className="tk-strong">
                  <bdi>{format.name(one)}</bdi>:
                </span>{' '}
                <span dir="auto">{one.comment}</span>
              </li>
            ))}
        </ul>
      ) : null}
    </section>
  );
}
