// Who judges in a round: the chair, the members, and the categories they judge.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { matches } from '../../../shared/i18n/bidi';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { jurorStates, originWords, stateOfJuror } from '../../../shared/judging/words';
import { useNouns } from '../../../shared/nouns';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import type { Juror } from '../model/juror';
import { blankPanel, compositionOf, lacksOf, type Panel, type PanelValues, valuesOfPanel } from '../model/panel';
import { CompositionFields, Lacks } from './PanelComposition';
import { PANEL_PATHS } from './PanelList';
import { Warnings } from './PanelWarnings';

type Category = components['schemas']['StaffCategory'];

interface Given {
  id: string;
  place: RoundPlace;
  saved: Panel | null;
  /** the round's other panels */
  others: readonly Panel[];
  jurors: readonly Juror[];
  categories: readonly Category[];
  onDone: () => void;
}

export function PanelForm({ id, place, saved, others, jurors, categories, onDone }: Given) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const { round } = place;
  const [query, setQuery] = useState('');
  const [blank] = useState(() => blankPanel(round, others.length === 0));
  const { form, overwrite } = useEdit<PanelValues, Panel>({
    saved,
    editable: valuesOfPanel,
    blank,
    put: (body, header) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/panels/{panel_id}', {
          params: { path: { round_id: round.id, panel_id: id }, header },
          body,
        }),
      ),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم اللجنة بالعربية.` }),
      ...(v.juror_ids.length > 0 ? {} : { juror_ids: t`اختر محكّمًا واحدًا على الأقل.` }),
    }),
    onSaved: () => {
      notify(t`حُفظت اللجنة.`);
      void refreshPaths(...PANEL_PATHS).then(onDone);
    },
  });
  const { values } = form;
  const chosen = new Set(values.juror_ids);
  // Who declined or left stays listed only while still chosen, so that they can be taken off.
  const eligible = jurors.filter((juror) => ['invited', 'accepted'].includes(juror.state) || chosen.has(juror.id));
  const shown = eligible.filter((juror) => !query || matches(`${juror.name_ar} ${juror.name_en}`, query));
  const composition = compositionOf(values.juror_ids, jurors, round.jurors_per_entry);
  const describe = (juror: Juror): string =>
    [
      i18n._(originWords[juror.origin][1]),
      ...(juror.state === 'accepted' ? [] : [i18n._(jurorStates[stateOfJuror(juror)][1])]),
      format.pick(juror.employer_ar, juror.employer_en),
    ]
      .filter(Boolean)
      .join(' — ');
  const choose = (ids: string[]) => {
    const visible = new Set(shown.map((juror) => juror.id));
    const juror_ids = [...values.juror_ids.filter((id) => !visible.has(id)), ...ids];
    form.set({
      juror_ids,
      ...(values.chair_id && !juror_ids.includes(values.chair_id) ? { chair_id: null } : {}),
    });
  };
  return (
    <FormFrame
      form={form}
      label={saved ? t`تعديل اللجنة` : t`لجنة جديدة`}
      fieldNames={{ name_ar: t`الاسم بالعربية`, name_en: t`الاسم بالإنجليزية` }}
      onOverwrite={overwrite}
    >
      <Warnings composition={composition} perEntry={round.jurors_per_entry} editionId={place.edition.id} />
      <Card>
        <FormSection title={t`اللجنة`}>
          <BilingualField
            label={t`الاسم`}
            ar={values.name_ar}
            en={values.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired="ar"
          />
        </FormSection>
        <FormSection
          title={t`أعضاؤها`}
          help={
            <Plural
              value={composition.members}
              zero="لم يُختر أحد"
              one="عضو واحد"
              two="عضوان"
              few="# أعضاء"
              many="# عضوًا"
              other="# عضو"
            />
          }
        >
          {eligible.length > 8 ? (
            <TextField type="search" icon="search" label={t`ابحث في المحكّمين`} value={query} onChange={setQuery} />
          ) : null}
          <div className="tk-judging-members">
            <CheckboxGroup
              label={t`المحكّمون`}
              options={shown.map((juror) => ({
                id: juror.id,
                label: format.name(juror),
                description: describe(juror),
              }))}
              value={values.juror_ids.filter((id) => shown.some((juror) => juror.id === id))}
              onChange={choose}
              error={form.errors.juror_ids ?? form.errors.members}
              isRequired
            />
          </div>
          <ComboBox
            key={`${values.chair_id} ${values.juror_ids.length}`}
            label={t`رئيس اللجنة`}
            help={t`أحد أعضائها. يتابع سير التحكيم في الجولة، ولا يرى الدرجات قبل إغلاقها.`}
            options={jurors
              .filter((juror) => chosen.has(juror.id))
              .map((one) => ({ id: one.id, label: format.name(one) }))}
            value={values.chair_id}
            onChange={(chair_id) => form.set({ chair_id })}
            error={form.errors.chair_id}
          />
        </FormSection>
        <CompositionFields
          rules={values.composition}
          onChange={(change) => form.set({ composition: { ...values.composition, ...change } })}
        />
        <Lacks lacks={lacksOf(values.composition, values.juror_ids, jurors, round.jurors_per_entry)} />
        <FormSection
          title={t`ما تحكّمه`}
          help={
            others.length === 0
              ? t`إن لم تختر شيئًا فاللجنة تحكّم ${nouns.all} كلها.`
              : t`إن لم تختر شيئًا فاللجنة تحكّم كل ما لم تُسمّه لجنة أخرى. ولا تشترك لجنتان في شيء.`
          }
        >
          <CheckboxGroup
            label={nouns.All}
            options={categories.map((one) => {
              const taken = others.find((other) => other.category_ids.includes(one.id));
              return {
                id: one.id,
                label: format.name(one),
                isDisabled: taken !== undefined,
                ...(taken ? { description: t`تحكّمها «${format.name(taken)}».` } : {}),
              };
            })}
            value={values.category_ids}
            onChange={(category_ids) => form.set({ category_ids })}
            error={form.errors.category_ids}
          />
        </FormSection>
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`احفظ اللجنة`}
          </Button>
          <Button onPress={onDone}>{t`رجوع`}</Button>
        </FormActions>
      </Card>
    </FormFrame>
  );
}
