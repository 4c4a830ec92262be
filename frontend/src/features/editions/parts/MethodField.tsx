// How scorecards become the score that counts: chosen with its reasons, or read once it is frozen.
import { useLingui } from '@lingui/react/macro';
import { RadioGroup } from '../../../shared/ui/Choice';
import { type Method, methodWords } from '../words';

const METHODS = ['raw', 'trimmed', 'zscore', 'calibrated'] as const satisfies readonly Method[];

export function MethodField({ value, onChange }: { value: Method; onChange: (method: Method) => void }) {
  const { t, i18n } = useLingui();
  return (
    <RadioGroup<Method>
      label={t`طريقة حساب الدرجة`}
      help={t`التي يُرتَّب بها. ويُعرض المتوسط بجانبها دائمًا.`}
      value={value}
      onChange={onChange}
      options={METHODS.map((id) => ({
        id,
        label: i18n._(methodWords[id][0]),
        description: i18n._(methodWords[id][1]),
      }))}
    />
  );
}

/** The name of a method with what it does. */
export function MethodSaid({ value }: { value: Method }) {
  const { i18n } = useLingui();
  const [name, help] = methodWords[value];
  return (
    <>
      {i18n._(name)}
      <p className="tk-small tk-soft">{i18n._(help)}</p>
    </>
  );
}
