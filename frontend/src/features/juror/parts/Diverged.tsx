// The evaluation was changed elsewhere: per criterion two columns, only what differs, one decision.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Content, chosen, contentIn, offered, type Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import type { Desk } from '../model';
import { useDifferences } from '../useDifferences';

type Side = 'here' | 'there';

export function Diverged({ desk, saver, shown }: { desk: Desk; saver: EvaluationSaver; shown: Snapshot }) {
  const { t } = useLingui();
  const differences = useDifferences(desk);
  const [picked, setPicked] = useState<Record<string, Side>>({});
  const there = shown.refusal?.body.current as (Content & { head: string }) | null | undefined;
  if (shown.state !== 'conflict') return null;
  const here = shown.content;
  const other = contentIn(there);
  const rows = differences(here, other);
  const lineOf = (content: Content, id: string) =>
    id === 'comment' || id === 'notes' ? content[id] : content.scores[id];
  const side = (id: string): Side => picked[id] ?? offered(lineOf(shown.base, id), lineOf(here, id), lineOf(other, id));
  const decide = () => {
    const differing = new Set(rows.map((row) => row.id));
    const content = chosen(here, other, (id) => (differing.has(id) ? side(id) : 'here'));
    return saver.resolve(content, there?.head ?? null);
  };
  return (
    <Dialog
      role="alertdialog"
      size="wide"
      title={shown.otherTab ? t`عُدّل هذا التقييم في تبويب آخر` : t`عُدّل هذا التقييم على جهاز آخر`}
      isOpen
      onClose={() => undefined}
      footer={<Button kind="primary" onPress={() => void decide()}>{t`احفظ ما اخترت`}</Button>}
    >
      <div className="tk-stack">
        <p>
          {t`لم يضع شيء. اختر لكل سطر ما تريد إبقاءه.`}
          {saver.drops ? ` ${t`ولم يُرسل التقييم بعد: أرسله حين تحفظ ما اخترت.`}` : null}
        </p>
        {rows.map((row) => (
          <RadioGroup
            key={row.id}
            label={row.label}
            layout="row"
            options={[
              { id: 'here', label: row.a || '—', description: shown.otherTab ? t`في هذا التبويب` : t`على هذا الجهاز` },
              {
                id: 'there',
                label: row.b || '—',
                description: shown.otherTab ? t`في التبويب الآخر` : t`على الجهاز الآخر`,
              },
            ]}
            value={side(row.id)}
            onChange={(value: Side) => setPicked({ ...picked, [row.id]: value })}
          />
        ))}
      </div>
    </Dialog>
  );
}
