// The marks that a practice case should get, with the words on each: what its jurors are compared with.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { leavesOf } from '../model/marks';
import { asksWhy, type Criterion, endsOf, lackOf, noScore, type PracticeValues, type Score } from '../model/practice';

interface MarksProps {
  criteria: readonly Criterion[];
  scores: PracticeValues['scores'];
  /** whether saving was tried: what lacks is told then */
  asked: boolean;
  onChange: (scores: PracticeValues['scores']) => void;
}

export function ReferenceMarks({ criteria, scores, asked, onChange }: MarksProps) {
  return leavesOf(criteria).map((leaf) => (
    <Mark
      key={leaf.id}
      leaf={leaf}
      score={scores[leaf.id] ?? noScore}
      asked={asked}
      onChange={(score) => onChange({ ...scores, [leaf.id]: score })}
    />
  ));
}

interface MarkProps {
  leaf: Criterion;
  score: Score;
  asked: boolean;
  onChange: (score: Score) => void;
}

function Mark({ leaf, score, asked, onChange }: MarkProps) {
  const { t } = useLingui();
  const format = useFormat();
  const lack = asked ? lackOf(leaf, score) : null;
  const [least, most] = endsOf(leaf);
  const [from, to] = [format.number(least), format.number(most)];
  const name = format.name(leaf);
  const why = asksWhy(leaf, score);
  return (
    <fieldset className="tk-judging-reference">
      <legend>
        <span className="tk-strong">{name}</span>{' '}
        {leaf.share_percent === null ? (
          <Badge>{t`لا يُحتسب`}</Badge>
        ) : (
          <Badge>{t`${format.number(Number(leaf.share_percent))}٪`}</Badge>
        )}
      </legend>
      {leaf.step === null ? (
        <Select
          label={t`المستوى المرجعي: ${name}`}
          options={leaf.levels.map((level) => ({
            id: level.code,
            label: format.name(level),
            description: format.pick(level.description_ar, level.description_en),
          }))}
          value={score.level}
          onChange={(level) => onChange({ ...score, level, points: null })}
          isRequired={leaf.share !== null}
          error={lack === 'mark' ? t`اختر المستوى الذي تستحقه الحالة.` : undefined}
        />
      ) : (
        <NumberField
          label={t`الدرجة المرجعية: ${name}`}
          help={t`من ${from} إلى ${to}`}
          value={score.points === null ? null : Number(score.points)}
          onChange={(points) => onChange({ ...score, level: null, points: points === null ? null : String(points) })}
          minValue={least}
          maxValue={most}
          step={Number(leaf.step)}
          isRequired={leaf.share !== null}
          error={lack === 'mark' ? t`اكتب الدرجة التي تستحقها الحالة.` : undefined}
        />
      )}
      <TextArea
        label={t`لماذا هذه الدرجة: ${name}`}
        rows={2}
        value={score.comment ?? ''}
        isRequired={why}
        error={lack === 'why' ? t`يطلب هذا المعيار أن يُكتب سبب الدرجة.` : undefined}
        onChange={(comment) => onChange({ ...score, comment: comment === '' ? null : comment })}
      />
    </fieldset>
  );
}
