// What an entry answers, part by part, for its own people, staff, jurors and prints. What a condition hides is left out.
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/react';
import { AnswerText } from './AnswerText';
import type { Field, Section, Service, Value } from './answers';
import { SectionHead } from './SectionHead';
import { partsOfForm, shownFields } from './visibility';
import './answers.css';

export interface FormAnswersProps {
  sections: readonly Section[];
  fields: readonly Field[];
  answers: readonly { field_id: string; value: Value }[];
  services: readonly Service[];
  /** the files of a field; null where there are none */
  files: (field: Field) => ReactNode;
  filesOf: (id: string) => number;
  byAgency?: boolean;
  /** what is said of a question without an answer, and of one without a file */
  empty: string;
  noFile: string;
  /** beside the question's name */
  note?: (field: Field) => ReactNode;
  level?: 2 | 3;
}

export function FormAnswers(props: FormAnswersProps) {
  const { sections, fields, services, files, filesOf, byAgency = true, empty, noFile, note, level = 2 } = props;
  const format = useFormat();
  const given = new Map(props.answers.map((answer) => [answer.field_id, answer.value]));
  const answerOf = (id: string): Value => given.get(id) ?? null;
  const shown = shownFields(fields, answerOf, filesOf, byAgency);
  const parts = partsOfForm(
    sections,
    fields.filter((field) => shown.has(field.id)),
  );
  return parts.map(({ section, fields: inside }) => (
    <section key={section?.id ?? ''} className="tk-stack tk-answer-part">
      {section ? <SectionHead section={section} level={level} bare /> : null}
      <dl className="tk-answers">
        {inside.map((field) => (
          <div key={field.id} data-field={field.id}>
            <dt className="tk-row tk-gap-2">
              <span dir="auto">{format.pick(field.label_ar, field.label_en)}</span>
              {note?.(field)}
            </dt>
            <dd>
              {field.kind === 'file' ? (
                (files(field) ?? <span className="tk-faint">{noFile}</span>)
              ) : (
                <AnswerText field={field} value={answerOf(field.id)} empty={empty} services={services} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
