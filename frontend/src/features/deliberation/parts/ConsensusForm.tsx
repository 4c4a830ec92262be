// Recording what the panel agreed on: marks, a place, or that the jurors' own score stands. Always with a reason.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Entry, type Item, type Meeting, readAgain } from '../model';
import type { Typing } from '../typed';

type Leaf = Entry['leaves'][number];
type Mark = Typing['marks'][string];

interface Props {
  meeting: Meeting;
  item: Item;
  entry: Entry;
  typing: Typing | null;
  onType: (typing: Typing | null) => void;
}

export function ConsensusForm({ meeting, item, entry, typing, onType }: Props) {
  const { t } = useLingui();
  const standing = item.consensus?.id ?? null;
  const isOrder = meeting.mode === 'ranking';
  const shown: Typing = typing ?? {
    id: '',
    sent: null,
    seen: standing,
    kind: isOrder ? 'rank' : 'score',
    marks: item.consensus?.scores ?? {},
    place: item.consensus?.place ?? null,
    reason: '',
  };
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { kind, marks, place, reason, seen } = shown;
  const type = (change: Partial<Typing>) => onType({ ...shown, ...change, id: newId() });
  // What stands is what was sent from here, though its answer was lost.
  const isOwn = standing !== null && standing === typing?.sent;
  useEffect(() => {
    if (!typing || !isOwn || typing.seen === standing) return;
    onType(typing.id === typing.sent ? null : { ...typing, seen: standing });
    setError(null);
    notify(t`سُجّل ما توافقت عليه اللجنة.`);
  });
  const record = async () => {
    setBusy(true);
    setError(null);
    onType({ ...shown, sent: shown.id });
    try {
      await api.PUT('/api/v1/meetings/{meeting_id}/entries/{entry_id}/consensus/{consensus_id}', {
        params: { path: { meeting_id: meeting.id, entry_id: item.entry_id, consensus_id: shown.id } },
        body: {
          kind,
          replaces: seen,
          scores: kind === 'score' ? marks : {},
          place: kind === 'rank' ? place : null,
          reason,
        },
      });
      notify(t`سُجّل ما توافقت عليه اللجنة.`);
      onType(null);
    } catch (refused) {
      setError(refused);
    }
    await readAgain();
    setBusy(false);
  };
  return (
    <section className="tk-stack tk-deliberation-part">
      <h3 className="tk-h3">{t`ما توافقت عليه اللجنة`}</h3>
      <ProblemNotice error={error} />
      <RadioGroup<Typing['kind']>
        label={t`نوع التوافق`}
        layout="row"
        value={kind}
        onChange={(next) => type({ kind: next })}
        options={[
          ...(isOrder ? [] : [{ id: 'score' as const, label: t`درجة لكل معيار` }]),
          { id: 'rank', label: t`مركز بلا درجات` },
          { id: 'kept', label: t`تبقى درجتها الفردية` },
        ]}
      />
      {kind === 'score' ? (
        <div className="tk-deliberation-leaves">
          {entry.leaves.map((leaf) => (
            <LeafField
              key={leaf.criterion_id}
              leaf={leaf}
              mean={entry.means[leaf.criterion_id]}
              value={marks[leaf.criterion_id]}
              onChange={(mark) => type({ marks: { ...marks, [leaf.criterion_id]: mark } })}
            />
          ))}
        </div>
      ) : null}
      {kind === 'rank' ? (
        <NumberField
          label={t`المركز`}
          value={place}
          minValue={1}
          maxValue={meeting.items.length + meeting.hidden}
          onChange={(next) => type({ place: next })}
          isRequired
        />
      ) : null}
      <TextArea
        label={t`أسباب التوافق`}
        rows={2}
        isRequired
        maxLength={2000}
        value={reason}
        onChange={(next) => type({ reason: next })}
      />
      <p className="tk-small tk-soft">
        {kind === 'rank'
          ? t`يُعرض المركز وأسبابه على المنظّم عند اتخاذ القرار، ويبقى الترتيب المحسوب بجانبه.`
          : meeting.consensus_counts
            ? t`بحسب اللائحة تحل درجة التوافق محل متوسط المحكّمين في الترتيب.`
            : t`بحسب اللائحة يُحتسب متوسط المحكّمين، وتبقى درجة التوافق بجانبه.`}
      </p>
      {seen === standing || isOwn ? null : (
        <Notice
          tone="warning"
          title={t`سُجّل توافق آخر وأنت تكتب`}
          action={<Button onPress={() => onType({ ...shown, seen: standing })}>{t`راجعته، أكمل`}</Button>}
        >
          {t`ما كتبته باقٍ في صفحتك ولم يُسجَّل. راجع أدناه ما سُجّل، ثم أكمل إن بقي رأي اللجنة كما كتبت.`}
        </Notice>
      )}
      <div className="tk-row">
        <Button
          kind="primary"
          busy={busy}
          isDisabled={!reason.trim() || seen !== standing}
          onPress={() => void record()}
        >
          {t`سجّل التوافق`}
        </Button>
        {typing ? <Button kind="quiet" onPress={() => onType(null)}>{t`تراجع عما كتبت`}</Button> : null}
      </div>
    </section>
  );
}

interface LeafProps {
  leaf: Leaf;
  mean: string | undefined;
  value: Mark | undefined;
  onChange: (mark: Mark) => void;
}

function LeafField({ leaf, mean, value, onChange }: LeafProps) {
  const { t } = useLingui();
  const format = useFormat();
  const help = mean === undefined ? undefined : t`متوسط المحكّمين ${format.decimal(mean)}`;
  if (leaf.step === null)
    return (
      <Select
        label={format.name(leaf)}
        help={help}
        options={leaf.levels.map((one) => ({ id: one.code, label: format.name(one) || one.code }))}
        value={value?.level ?? null}
        onChange={(level) => onChange({ points: null, level })}
      />
    );
  return (
    <NumberField
      label={format.name(leaf)}
      help={help}
      value={value?.points == null ? null : Number(value.points)}
      minValue={Number(leaf.min)}
      maxValue={Number(leaf.max)}
      step={Number(leaf.step)}
      onChange={(points) => onChange({ points: points === null ? null : String(points), level: null })}
    />
  );
}
