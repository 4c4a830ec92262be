// Try the rubric: give each criterion a mark and see how the total comes to be, exactly as the server reckons it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { Select } from '../../../shared/ui/Select';
import { TextField } from '../../../shared/ui/TextField';
import { type Fraction, plain } from '../model/fraction';
import { readPoints, type Scale, scaleOf, shares, total } from '../model/shares';
import { isLeaf, type NodeDraft, type Tree } from '../model/tree';
import { useAmount } from './ScaleSummary';
import { useShareText } from './Share';
import '../tables.css';

/** Something to begin with: about four fifths of the way up. */
function first(scale: Scale): string {
  const { points } = scale;
  return plain(points ? (points[Math.round((points.length - 1) * 0.8)] ?? scale.high) : scale.high);
}

function Mark({
  node,
  scale,
  value,
  onChange,
}: {
  node: NodeDraft;
  scale: Scale;
  value: string;
  onChange: (v: string) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const amount = useAmount();
  const label = t`درجة ${format.name(node) || node.code}`;
  if (!scale.points)
    return <TextField label={label} hideLabel inputMode="decimal" dir="ltr" value={value} onChange={onChange} />;
  const nameAt = (points: Fraction): string => {
    const level = node.levels.find((one) => {
      const at = readPoints(one.points);
      return at !== null && at.n === points.n && at.d === points.d;
    });
    const name = level ? format.name(level) : '';
    return name ? `${amount(points)} — ${name}` : amount(points);
  };
  return (
    <Select
      label={label}
      hideLabel
      options={scale.points.map((points) => ({ id: plain(points), label: nameAt(points) }))}
      value={value}
      onChange={onChange}
    />
  );
}

export function WorkedExample({ tree }: { tree: Tree }) {
  const { t } = useLingui();
  const format = useFormat();
  const amount = useAmount();
  const shareText = useShareText();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const weights = shares(tree);
  const rows = tree.flatMap((node, index) => {
    const share = weights.get(node.id);
    const scale = isLeaf(tree, index) ? scaleOf(node) : null;
    if (!share || !isLeaf(tree, index)) return [];
    const text = typed[node.id] ?? (scale ? first(scale) : '');
    return [{ node, share, scale, text, points: readPoints(text) }];
  });
  const marks = new Map(rows.flatMap((row) => (row.points ? [[row.node.id, row.points] as const] : [])));
  const result = total(tree, marks);
  const partOf = (id: string) => result?.parts.find((part) => part.id === id);
  if (rows.length === 0) return null;
  return (
    <Card title={t`مثال محسوب`} flush>
      <p className="tk-soft tk-editions-inset">
        {t`جرّب درجات محكّم واحد: تُحوَّل كل درجة إلى مئة، وتُضرب في وزنها، ويُجمع الناتج بكسور تامة دون تقريب.`}
      </p>
      <section className="tk-editions-scroll" aria-label={t`مثال محسوب`}>
        <table className="tk-editions-table tk-editions-example">
          <caption className="tk-hidden">{t`درجات تجريبية وما تضيفه إلى المجموع`}</caption>
          <thead>
            <tr>
              <th scope="col">{t`المعيار`}</th>
              <th scope="col">{t`الدرجة`}</th>
              <th scope="col" data-align="end">{t`من مئة`}</th>
              <th scope="col" data-align="end">{t`الوزن`}</th>
              <th scope="col" data-align="end">{t`يضيف`}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ node, share, scale, text }) => {
              const part = partOf(node.id);
              return (
                <tr key={node.id}>
                  <th scope="row">
                    <bdi>{format.name(node) || node.code}</bdi>
                  </th>
                  <td>
                    {scale ? (
                      <Mark
                        node={node}
                        scale={scale}
                        value={text}
                        onChange={(value) => setTyped((before) => ({ ...before, [node.id]: value }))}
                      />
                    ) : (
                      <span className="tk-editions-warn">{t`المقياس غير مكتمل`}</span>
                    )}
                  </td>
                  <td data-align="end">{part ? amount(part.mapped, 2) : '—'}</td>
                  <td data-align="end">{shareText(share)}</td>
                  <td data-align="end" className="tk-strong">
                    {part ? amount(part.adds, 2) : '—'}
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t`المجموع من مئة`}
              </th>
              <td data-align="end" aria-live="polite">
                {result ? format.decimal(plain(result.sum, 9), 2) : '—'}
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Card>
  );
}
