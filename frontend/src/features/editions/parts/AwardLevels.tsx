// Levels of the award, by rank (gold for the first…), by a least score or by the share of the best: a short table.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Icon } from '../../../shared/ui/Icon';
import { NumberField } from '../../../shared/ui/NumberField';
import { TextField } from '../../../shared/ui/TextField';
import { type AwardLevelDraft, type CategoryIn, nextLevel } from '../model/category';
import '../tables.css';

interface Props {
  by: LevelsBy;
  onBy: (by: LevelsBy) => void;
  value: readonly AwardLevelDraft[];
  onChange: (levels: AwardLevelDraft[]) => void;
  errors: Partial<Record<string, string>>;
}

type LevelsBy = CategoryIn['levels_by'];

export function AwardLevels({ by, onBy, value, onChange, errors }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const set = (key: string, part: Partial<AwardLevelDraft>): void =>
    onChange(value.map((level) => (level.key === key ? { ...level, ...part } : level)));
  return (
    <fieldset className="tk-stack">
      <legend className="tk-label">{t`مستويات الجائزة`}</legend>
      <p className="tk-help">{t`مثل: ذهبي للمركز الأول، وفضي للثاني والثالث. اتركها فارغة إن كانت المراكز تُعلن بأرقامها.`}</p>
      <RadioGroup
        label={t`بمَ يُبلغ المستوى`}
        value={by}
        onChange={onBy}
        options={[
          { id: 'rank', label: t`بالمركز`, description: t`من مركز إلى مركز.` },
          {
            id: 'score',
            label: t`بالدرجة`,
            description: t`من درجة من 100 فأعلى، بالدرجة التي تُحتسب. ومن لم يبلغ أدناها لا يفوز إلا بسبب مكتوب.`,
          },
          {
            id: 'percentile',
            label: t`بنسبة الأعلى`,
            description: t`أعلى نسبة مئوية من المشاركات التي لها ترتيب. ومن لم يبلغ أوسعها لا يفوز إلا بسبب مكتوب.`,
          },
        ]}
      />
      {value.map((level, at) => {
        const error = (name: string) => errors[`levels.${at}.${name}`];
        const number = format.number(at + 1);
        return (
          <fieldset key={level.key} className="tk-editions-award" aria-label={t`المستوى ${number}`}>
            <TextField
              label={t`الاسم بالعربية`}
              value={level.name_ar}
              onChange={(name_ar) => set(level.key, { name_ar })}
              error={error('name_ar')}
              lang="ar"
              isRequired
            />
            <TextField
              label={t`الاسم بالإنجليزية`}
              value={level.name_en}
              onChange={(name_en) => set(level.key, { name_en })}
              error={error('name_en')}
              lang="en"
              dir="ltr"
            />
            {by === 'rank' ? (
              <>
                <NumberField
                  label={t`من المركز`}
                  value={level.from_rank}
                  onChange={(from_rank) => set(level.key, { from_rank })}
                  error={error('from_rank')}
                  minValue={1}
                  maxValue={1000}
                  isRequired
                />
                <NumberField
                  label={t`إلى المركز`}
                  value={level.to_rank}
                  onChange={(to_rank) => set(level.key, { to_rank })}
                  error={error('to_rank')}
                  minValue={1}
                  maxValue={1000}
                  isRequired
                />
              </>
            ) : (
              <NumberField
                label={by === 'score' ? t`من درجة` : t`أعلى كم بالمئة`}
                value={level.least}
                onChange={(least) => set(level.key, { least })}
                error={error('least')}
                minValue={0}
                maxValue={100}
                formatOptions={{ maximumFractionDigits: 2 }}
                isRequired
              />
            )}
            <IconButton
              icon="trash"
              label={t`أزل المستوى ${number}`}
              onPress={() => onChange(value.filter((one) => one.key !== level.key))}
            />
          </fieldset>
        );
      })}
      {errors.levels ? (
        <p className="tk-error">
          <Icon name="error" size={16} />
          <span>{errors.levels}</span>
        </p>
      ) : null}
      {value.length < 20 ? (
        <div>
          <Button icon="plus" onPress={() => onChange([...value, nextLevel(value)])}>
            {t`أضف مستوى`}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
