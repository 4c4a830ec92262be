// The options of a choice: both languages, a code, and their order.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { TextField } from '../../../shared/ui/TextField';
import { type ChoiceDraft, newChoice } from '../model/fields';
import { Grip, Said, useListOrder } from './useReorder';

interface Props {
  /** what the list holds: options of a choice, or the fixed rows of a table */
  of?: 'choice' | 'row';
  value: readonly ChoiceDraft[];
  onChange: (choices: ChoiceDraft[]) => void;
  /** by place and field name: `0.name_ar` */
  errorOf: (name: string) => string | undefined;
  error: string | undefined;
}

export function ChoicesEditor({ of = 'choice', value, onChange, errorOf, error }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const row = of === 'row';
  const nameOf = (choice: ChoiceDraft): string => format.name(choice) || choice.code;
  const order = useListOrder(value, (choice) => choice.key, nameOf, onChange);
  const set = (key: string, part: Partial<ChoiceDraft>): void =>
    onChange(value.map((choice) => (choice.key === key ? { ...choice, ...part } : choice)));
  return (
    <fieldset className="tk-stack tk-gap-2">
      <legend className="tk-label">{row ? t`الصفوف` : t`الخيارات`}</legend>
      <ol className="tk-editions-choices" data-dragging={order.dragging ? true : undefined}>
        {value.map((choice, at) => {
          const number = format.number(at + 1);
          return (
            <li
              key={choice.key}
              ref={order.rowRef(choice.key)}
              data-drop={order.dropAt(at)}
              data-moving={order.dragging?.id === choice.key || undefined}
            >
              <Grip
                {...order.grip(choice.key)}
                label={
                  row ? t`انقل الصف ${number} بسهمي الأعلى والأسفل` : t`انقل الخيار ${number} بسهمي الأعلى والأسفل`
                }
              />
              <TextField
                label={row ? t`الصف ${number} بالعربية` : t`الخيار ${number} بالعربية`}
                hideLabel
                placeholder={t`بالعربية`}
                lang="ar"
                value={choice.name_ar}
                onChange={(name_ar) => set(choice.key, { name_ar })}
                error={errorOf(`${at}.name_ar`)}
              />
              <TextField
                label={row ? t`الصف ${number} بالإنجليزية` : t`الخيار ${number} بالإنجليزية`}
                hideLabel
                placeholder={t`بالإنجليزية`}
                lang="en"
                dir="ltr"
                value={choice.name_en}
                onChange={(name_en) => set(choice.key, { name_en })}
                error={errorOf(`${at}.name_en`)}
              />
              <TextField
                label={row ? t`رمز الصف ${number}` : t`رمز الخيار ${number}`}
                hideLabel
                dir="ltr"
                value={choice.code}
                onChange={(code) => set(choice.key, { code })}
                error={errorOf(`${at}.code`)}
              />
              <IconButton
                icon="trash"
                label={row ? t`أزل الصف ${number}` : t`أزل الخيار ${number}`}
                onPress={() => onChange(value.filter((one) => one.key !== choice.key))}
              />
            </li>
          );
        })}
      </ol>
      <Said>{order.said}</Said>
      {error ? (
        <p className="tk-error">
          <Icon name="error" size={16} />
          <span>{error}</span>
        </p>
      ) : null}
      <div>
        <Button
          icon="plus"
          onPress={() =>
            onChange([
              ...value,
              newChoice(
                value.map((choice) => choice.code),
                row ? 'r' : 'o',
              ),
            ])
          }
        >
          {row ? t`أضف صفًّا` : t`أضف خيارًا`}
        </Button>
      </div>
    </fieldset>
  );
}
