// The form as its entrant fills it and as its juror reads it, by the very parts that those pages are made of.
// What is typed here is shown to the preview's juror and goes nowhere.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { fieldProblemText } from '../../../shared/api/problems';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import type { Field, Section, Service, Value } from '../../../shared/entry/answers';
import { textOf } from '../../../shared/entry/answers';
import { Counters } from '../../../shared/entry/Counters';
import { prepared, wrongAnswer } from '../../../shared/entry/checks';
import { FieldInput } from '../../../shared/entry/FieldInput';
import { FormAnswers } from '../../../shared/entry/FormAnswers';
import { SectionHead } from '../../../shared/entry/SectionHead';
import { partsOfForm, shownFields } from '../../../shared/entry/visibility';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { EmptyState } from '../../../shared/ui/States';
import { shownField } from '../model/fields';
import { type FormDraft, itemsOf } from '../model/form';
import { FieldSummary } from './FieldSummary';

type Language = 'ar' | 'en';

/** Both texts of a pair in one language, as a reader of that language gets them. */
function inLanguage<T extends object>(thing: T, language: Language): T {
  const out = { ...thing } as Record<string, unknown>;
  for (const [key, ar] of Object.entries(thing))
    if (key.endsWith('_ar')) {
      const other = key.replace(/_ar$/, '_en');
      const en = out[other];
      const text = language === 'ar' ? ar || en : en || ar;
      out[key] = text;
      out[other] = text;
    } else if (Array.isArray(ar))
      out[key] = ar.map((one) => (one && typeof one === 'object' ? inLanguage(one, language) : one));
    else if (ar && typeof ar === 'object') out[key] = inLanguage(ar, language);
  return out as T;
}

function useSamples(): Service[] {
  const { t } = useLingui();
  return [t`خدمة من سجل الجهة`, t`خدمة أخرى من سجل الجهة`].map((name, at) => ({
    id: `00000000-0000-7000-8000-00000000000${at + 1}`,
    name_ar: name,
    name_en: name,
    url: '',
    launched_on: null,
  }));
}

interface Shown {
  sections: readonly Section[];
  fields: readonly Field[];
  draft: FormDraft;
}

function AsEntrant({
  sections,
  fields,
  draft,
  answers,
  onAnswer,
}: Shown & { answers: Map<string, Value>; onAnswer: (id: string, value: Value) => void }) {
  const services = useSamples();
  const format = useFormat();
  const answerOf = (id: string): Value => answers.get(id) ?? null;
  const shown = shownFields(fields, answerOf, () => 0);
  const parts = partsOfForm(
    sections,
    fields.filter((field) => shown.has(field.id)),
  );
  return parts.map(({ section, fields: inside }) => (
    <section key={section?.id ?? ''} className="tk-stack tk-gap-6">
      {section ? <SectionHead section={section} level={3} /> : null}
      {inside.map((field) => {
        const value = answerOf(field.id);
        const wrong = wrongAnswer(field, prepared(field, value));
        const source = draft.fields.find((one) => one.id === field.id);
        return field.kind === 'file' ? (
          <div key={field.id} className="tk-field">
            <span className="tk-label" data-required={field.required || undefined}>
              <bdi>{format.pick(field.label_ar, field.label_en)}</bdi>
            </span>
            {field.help_ar ? <p className="tk-help">{format.pick(field.help_ar, field.help_en)}</p> : null}
            <FileDrop
              label={format.pick(field.label_ar, field.label_en)}
              help={source ? <FieldSummary field={source} /> : undefined}
              accept={field.file_types}
              multiple={field.max_files > 1}
              onFiles={() => undefined}
            />
          </div>
        ) : (
          <div key={field.id} className="tk-stack tk-gap-2">
            <FieldInput
              field={field}
              value={value}
              onChange={(next) => onAnswer(field.id, next)}
              error={wrong ? fieldProblemText({ loc: [], code: wrong.code, message: '', ...wrong.facts }) : null}
              at={wrong?.at}
              services={services}
            />
            <span className="tk-row tk-gap-2 tk-builder-counters">
              <Counters field={field} text={textOf(value)} />
            </span>
          </div>
        );
      })}
    </section>
  ));
}

type Round = components['schemas']['StaffRound'];

/** The rounds without names whose jurors do not read this question. */
function HiddenIn({ rounds }: { rounds: readonly Round[] }) {
  const { t } = useLingui();
  const format = useFormat();
  return rounds.map((round) => <Badge key={round.id} tone="neutral">{t`يُخفى في ${format.name(round)}`}</Badge>);
}

export function FormPreview({ draft }: { draft: FormDraft }) {
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: useParam('editionId') },
    query: { size: 200 },
  });
  const blind = rounds.data?.items.filter((round) => round.blind) ?? [];
  const { t } = useLingui();
  const format = useFormat();
  const services = useSamples();
  const [who, setWho] = useState<'entrant' | 'juror'>('entrant');
  const [language, setLanguage] = useState<Language>(format.reader.language);
  const [width, setWidth] = useState<'wide' | 'phone'>('wide');
  const [answers, setAnswers] = useState<Map<string, Value>>(new Map());
  if (draft.fields.length === 0) return <EmptyState title={t`لا أسئلة بعد`} icon="form" />;
  const ordered = itemsOf(draft).flatMap((item) => (item.type === 'field' ? [item.field] : []));
  const fields = ordered.map((field) => inLanguage(shownField(field), language));
  const sections = draft.sections.map((section) => inLanguage(section, language));
  const given = [...answers].flatMap(([id, value]) => {
    const field = fields.find((one) => one.id === id);
    return field ? [{ field_id: id, value: prepared(field, value) }] : [];
  });
  const hidden = shownFields(
    fields,
    (id) => answers.get(id) ?? null,
    () => 0,
  );
  return (
    <div className="tk-stack tk-gap-5">
      <div className="tk-builder-preview-tools">
        <RadioGroup
          label={t`المعاينة`}
          hideLabel
          layout="row"
          options={[
            { id: 'entrant', label: t`كما يملؤه المشارك` },
            { id: 'juror', label: t`كما يقرؤه المحكّم` },
          ]}
          value={who}
          onChange={setWho}
        />
        <RadioGroup
          label={t`اللغة`}
          hideLabel
          layout="row"
          options={[
            { id: 'ar', label: t`بالعربية` },
            { id: 'en', label: t`بالإنجليزية` },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <RadioGroup
          label={t`العرض`}
          hideLabel
          layout="row"
          options={[
            { id: 'wide', label: t`شاشة واسعة` },
            { id: 'phone', label: t`جوال` },
          ]}
          value={width}
          onChange={setWidth}
        />
      </div>
      <div
        className="tk-builder-preview"
        data-width={width}
        dir={language === 'ar' ? 'rtl' : 'ltr'}
        lang={language}
        data-testid="form-preview"
      >
        {who === 'entrant' ? (
          <AsEntrant
            sections={sections}
            fields={fields}
            draft={draft}
            answers={answers}
            onAnswer={(id, value) => setAnswers(new Map(answers).set(id, value))}
          />
        ) : (
          <FormAnswers
            level={3}
            sections={sections}
            fields={fields
              .filter((field) => field.visible_to_jurors && hidden.has(field.id))
              // Conditions were settled above, with the answers that jurors do not see.
              .map((field) => ({ ...field, visible_if: null }))}
            answers={given}
            services={services}
            filesOf={() => 0}
            files={() => null}
            note={(field) => <HiddenIn rounds={blind.filter((round) => round.hidden.includes(field.id))} />}
            empty={t`لا إجابة`}
            noFile={t`لا ملفات`}
          />
        )}
      </div>
      <p className="tk-small tk-soft">{t`ما تكتبه في المعاينة لا يُحفظ، وتراه في معاينة المحكّم.`}</p>
    </div>
  );
}
