// The rules of all categories: what each asks for, and the button that counts the list.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useMemo } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify } from '../../../shared/ui/Notice';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import {
  type Advancement,
  asksAmount,
  asksTies,
  kindWords,
  type Rule,
  refreshAdvancement,
  ruleOf,
  sentRule,
  tiesWords,
} from './model';

const KINDS = Object.keys(kindWords) as Rule['kind'][];
const TIES = Object.keys(tiesWords) as Rule['ties'][];

interface RulesProps {
  data: Advancement;
  /** whether rules were changed by which no list is counted yet */
  onDraft: (drafted: boolean) => void;
  /** what else can be done about the list */
  more: ReactNode;
}

export function Rules({ data, onDraft, more }: RulesProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const initial = useMemo(
    () => ({ rules: data.categories.filter((one) => !one.barred).map((one) => ruleOf(one, data.votes)) }),
    [data],
  );
  const form = useForm<{ rules: Rule[] }, Advancement>({
    initial,
    save: ({ rules }) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/advancement', {
          params: { path: { round_id: data.round.id }, header: ifMatch(data.version) },
          body: { rules: rules.map(sentRule) },
        }),
      ),
    onSaved: async () => {
      await refreshAdvancement();
      notify(t`حُسبت القائمة. راجعها ثم طبّقها.`);
    },
  });
  useEffect(() => onDraft(form.dirty), [onDraft, form.dirty]);
  const change = (id: string, part: Partial<Rule>) =>
    form.set({ rules: form.values.rules.map((rule) => (rule.category_id === id ? { ...rule, ...part } : rule)) });
  const amountLabel = (kind: Rule['kind']) =>
    kind === 'threshold' ? t`الدرجة` : kind === 'top' ? t`العدد` : t`النسبة ٪`;
  return (
    <Card
      title={t`قواعد التأهل`}
      actions={
        <>
          <Button
            kind={data.version === 0 || form.dirty || data.outdated ? 'primary' : 'secondary'}
            busy={form.saving}
            onPress={form.submit}
          >
            {t`احسب القائمة`}
          </Button>
          {more}
        </>
      }
    >
      <p className="tk-soft tk-measure">
        {t`لكل ${nouns.one} حدّ. الدرجة تُقارن بالكسر الدقيق، والنسبة تُقرَّب إلى الأعلى، وللمتساوين عند الحدّ حكم معلن.`}
      </p>
      <ActForm form={form} label={t`قواعد التأهل`}>
        {form.values.rules.map((rule, at) => {
          const one = data.categories.find((each) => each.category.id === rule.category_id);
          return (
            <fieldset key={rule.category_id} className="tk-advance-rule">
              <legend>{format.name(one?.category)}</legend>
              <PlainSelect
                label={t`من يتأهل`}
                options={KINDS.filter((id) => data.votes || id !== 'passed').map((id) => ({
                  id,
                  label: i18n._(kindWords[id]),
                }))}
                value={rule.kind}
                onChange={(kind) => change(rule.category_id, { kind })}
              />
              {asksAmount(rule.kind) ? (
                <TextField
                  label={amountLabel(rule.kind)}
                  value={rule.amount}
                  inputMode="decimal"
                  dir="ltr"
                  error={form.errors[`rules.${at}.amount`]}
                  onChange={(amount) => change(rule.category_id, { amount })}
                />
              ) : null}
              {asksTies(rule.kind) ? (
                <PlainSelect
                  label={t`المتساوون عند الحدّ`}
                  options={TIES.map((id) => ({ id, label: i18n._(tiesWords[id]) }))}
                  value={rule.ties}
                  onChange={(ties) => change(rule.category_id, { ties })}
                />
              ) : null}
            </fieldset>
          );
        })}
      </ActForm>
    </Card>
  );
}
