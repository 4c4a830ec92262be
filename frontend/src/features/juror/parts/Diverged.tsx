// The evaluation was changed on another device: per criterion two columns, only what differs, one decision.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Content, EvaluationSaver, Mark, Snapshot } from '../../../offline/evaluationSaver';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { type Desk, linesOf, pointsOf } from '../model';

type Side = 'here' | 'there';

export function Diverged({ desk, saver, shown }: { desk: Desk; saver: EvaluationSaver; shown: Snapshot }) {
  const { t } = useLingui();
  const format = useFormat();
  const [picked, setPicked] = useState<Record<string, Side>>({});
  const there = shown.refusal?.body.current as (Content & { head: string }) | null | undefined;
  if (shown.state !== 'conflict') return null;
  const here = shown.content;
  const other: Content = there ?? { scores: {}, comment: '', notes: '' };
  const word = (mark: Mark | undefined, leaf: Parameters<typeof pointsOf>[0]): string => {
    const points = pointsOf(leaf, mark);
    const level = leaf.levels.find((one) => one.code === mark?.level);
    return level ? format.name(level) : points === null ? t`لم تُعطَ درجة` : format.number(Number(points));
  };
  const rows = [
    ...linesOf(desk).flatMap(({ node, leaf }) => {
      if (!leaf) return [];
      const [mine, theirs] = [here.scores[leaf.criterion_id], other.scores[leaf.criterion_id]];
      const note = (mark: Mark | undefined) => (mark?.comment ? ` — ${mark.comment}` : '');
      const [a, b] = [word(mine, leaf) + note(mine), word(theirs, leaf) + note(theirs)];
      return a === b ? [] : [{ id: leaf.criterion_id, label: format.name(node), a, b }];
    }),
    ...(here.comment === other.comment
      ? []
      : [{ id: 'comment', label: t`التعليق`, a: here.comment, b: other.comment }]),
    ...(here.notes === other.notes ? [] : [{ id: 'notes', label: t`الملاحظات الخاصة`, a: here.notes, b: other.notes }]),
  ];
  const side = (id: string): Side => picked[id] ?? 'here';
  const decide = async () => {
    const scores = { ...other.scores, ...here.scores };
    for (const row of rows) {
      if (row.id === 'comment' || row.id === 'notes') continue;
      const mark = (side(row.id) === 'there' ? other : here).scores[row.id];
      if (mark) scores[row.id] = mark;
      else delete scores[row.id];
    }
    await saver.resolve(
      {
        scores,
        comment: side('comment') === 'there' ? other.comment : here.comment,
        notes: side('notes') === 'there' ? other.notes : here.notes,
      },
      there?.head ?? null,
    );
  };
  return (
    <Dialog
      role="alertdialog"
      size="wide"
      title={t`عُدّل هذا التقييم على جهاز آخر`}
      isOpen
      onClose={() => undefined}
      footer={<Button kind="primary" onPress={() => void decide()}>{t`احفظ ما اخترت`}</Button>}
    >
      <div className="tk-stack">
        <p>{t`لم يضع شيء. اختر لكل سطر ما تريد إبقاءه.`}</p>
        {rows.map((row) => (
          <RadioGroup
            key={row.id}
            label={row.label}
            layout="row"
            options={[
              { id: 'here', label: row.a || '—', description: t`على هذا الجهاز` },
              { id: 'there', label: row.b || '—', description: t`على الجهاز الآخر` },
            ]}
            value={side(row.id)}
            onChange={(value: Side) => setPicked({ ...picked, [row.id]: value })}
          />
        ))}
      </div>
    </Dialog>
  );
}
