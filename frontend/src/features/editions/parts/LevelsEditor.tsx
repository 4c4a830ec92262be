// Named levels of a leaf, or the written anchors of its points: what each means, in both languages.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, IconButton } from '../../../shared/ui/Button';
import { TextField } from '../../../shared/ui/TextField';
import { add, fraction, plain } from '../model/fraction';
import { readPoints } from '../model/shares';
import { type LevelDraft, type NodeDraft, newLevel } from '../model/tree';
import { Grip, Said, useListOrder } from './useReorder';

interface Props {
  node: NodeDraft;
  onChange: (levels: LevelDraft[]) => void;
  errorOf: (id: string, name: string) => string | undefined;
}

/** A new level stands one above the highest. */
function nextPoints(levels: readonly LevelDraft[]): string {
  const points = levels.map((level) => readPoints(level.points)).filter((one) => one !== null);
  if (points.length === 0) return '0';
  const highest = points.reduce((a, b) => (a.n * b.d > b.n * a.d ? a : b));
  return plain(add(highest, fraction(1)));
}

export function LevelsEditor({ node, onChange, errorOf }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { levels } = node;
  const order = useListOrder(
    levels,
    (level) => level.id,
    (level) => format.name(level) || level.code,
    onChange,
  );
  const set = (id: string, part: Partial<LevelDraft>): void =>
    onChange(levels.map((level) => (level.id === id ? { ...level, ...part } : level)));
  return (
    <div className="tk-stack tk-gap-2">
      <ol className="tk-editions-levels" data-dragging={order.dragging ? true : undefined}>
        {levels.map((level, at) => {
          const number = format.number(at + 1);
          return (
            <li
              key={level.id}
              ref={order.rowRef(level.id)}
              data-drop={order.dropAt(at)}
              data-moving={order.dragging?.id === level.id || undefined}
            >
              <div className="tk-editions-level-head">
                <Grip {...order.grip(level.id)} label={t`انقل المستوى ${number} بسهمي الأعلى والأسفل`} />
                <TextField
                  label={t`الدرجة`}
                  inputMode="decimal"
                  dir="ltr"
                  value={level.points}
                  onChange={(points) => set(level.id, { points })}
                  error={errorOf(level.id, 'points') ?? errorOf(level.id, '')}
                  isRequired
                />
                <TextField
                  label={t`الرمز`}
                  dir="ltr"
                  value={level.code}
                  onChange={(code) => set(level.id, { code })}
                  error={errorOf(level.id, 'code')}
                />
                <IconButton
                  icon="trash"
                  label={t`أزل المستوى ${number}`}
                  onPress={() => onChange(levels.filter((one) => one.id !== level.id))}
                />
              </div>
              <BilingualField
                label={t`اسم المستوى`}
                ar={level.name_ar}
                en={level.name_en}
                onChange={(c) => set(level.id, 'ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
                errorAr={errorOf(level.id, 'name_ar')}
                errorEn={errorOf(level.id, 'name_en')}
                isRequired="ar"
              />
              <BilingualField
                label={t`متى يُعطى`}
                multiline
                ar={level.description_ar}
                en={level.description_en}
                onChange={(c) => set(level.id, 'ar' in c ? { description_ar: c.ar } : { description_en: c.en })}
                errorAr={errorOf(level.id, 'description_ar')}
                errorEn={errorOf(level.id, 'description_en')}
              />
            </li>
          );
        })}
      </ol>
      <Said>{order.said}</Said>
      <div>
        <Button icon="plus" onPress={() => onChange([...levels, newLevel(levels, nextPoints(levels))])}>
          {node.mode === 'levels' ? t`أضف مستوى` : t`أضف وصفًا لدرجة`}
        </Button>
      </div>
    </div>
  );
}
