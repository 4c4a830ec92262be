// The answers to a question of eligibility, and which of them pass.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Checkbox } from '../../../shared/ui/Choice';
import { TextField } from '../../../shared/ui/TextField';
import type { RuleChoice } from '../model/eligibility';

function freeCode(taken: readonly RuleChoice[]): string {
  for (let at = taken.length + 1; ; at += 1) {
    const code = `a${at}`;
    if (!taken.some((one) => one.code === code)) return code;
  }
}

export function RuleChoices({
  value,
  onChange,
}: {
  value: readonly RuleChoice[];
  onChange: (choices: RuleChoice[]) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const set = (at: number, part: Partial<RuleChoice>): void =>
    onChange(value.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="tk-stack tk-gap-3">
      <legend className="tk-label">{t`الأجوبة`}</legend>
      {value.map((one, at) => {
        const number = format.number(at + 1);
        return (
          <div key={one.code} className="tk-editions-rule-choice">
            <TextField
              label={t`الجواب ${number} بالعربية`}
              lang="ar"
              value={one.name_ar}
              onChange={(name_ar) => set(at, { name_ar })}
            />
            <TextField
              label={t`الجواب ${number} بالإنجليزية`}
              lang="en"
              dir="ltr"
              value={one.name_en ?? ''}
              onChange={(name_en) => set(at, { name_en })}
            />
            <Checkbox isSelected={one.passes} onChange={(passes) => set(at, { passes })}>
              {t`مقبول`}
            </Checkbox>
            {value.length > 2 ? (
              <IconButton
                icon="trash"
                label={t`أزل الجواب ${number}`}
                onPress={() => onChange(value.filter((_, place) => place !== at))}
              />
            ) : null}
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon="plus"
          onPress={() => onChange([...value, { code: freeCode(value), name_ar: '', name_en: '', passes: false }])}
        >
          {t`أضف جوابًا`}
        </Button>
      </div>
    </fieldset>
  );
}
