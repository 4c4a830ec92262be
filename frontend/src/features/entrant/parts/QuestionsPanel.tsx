// Questions to the organiser about one entry, with their answers; oldest first.
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';

const PATH = '/api/v1/entrant/entries/{entry_id}/questions';

function AskForm({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const id = useRef(newId());
  const form = useForm({
    initial: { body: '' },
    check: (values) => (values.body.trim() ? {} : { body: t`اكتب سؤالك.` }),
    save: (values) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/questions/{question_id}', {
          params: { path: { entry_id: entry.id, question_id: id.current } },
          body: { body: values.body.trim() },
        }),
      ),
    onSaved: () => {
      id.current = newId();
      form.reset();
      notify(t`أُرسل سؤالك إلى المنظّم. يصلك الجواب بالبريد وفي هذه الصفحة.`);
      void refreshPaths(PATH);
    },
  });
  return (
    <FormFrame form={form} label={t`سؤال جديد`}>
      <TextArea
        {...form.field('body')}
        label={t`سؤالك للمنظّم`}
        help={t`عن هذه المشاركة. يصل إلى منظّمي الدورة، ويُجاب عنه مرة واحدة.`}
        rows={4}
        maxLength={2000}
        isRequired
      />
      <div>
        <Button type="submit" kind="primary" busy={form.saving}>
          {t`أرسل السؤال`}
        </Button>
      </div>
    </FormFrame>
  );
}

export function QuestionsPanel({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const zone = entry.edition.timezone;
  const over = ['archived', 'cancelled'].includes(entry.edition.phase);
  const questions = useGet(PATH, { path: { entry_id: entry.id } });
  return (
    <div className="tk-stack tk-gap-6">
      <Read of={questions}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="tk-soft">
              {over
                ? t`لم تُطرح أسئلة عن هذه المشاركة.`
                : t`لا أسئلة بعد. اسأل المنظّم عمّا يلتبس عليك في الشروط أو النموذج.`}
            </p>
          ) : (
            <ol className="tk-plain-list tk-stack">
              {items.map((one) => (
                <li key={one.id}>
                  <Card>
                    <div className="tk-row tk-spread">
                      <span className="tk-small tk-soft">
                        <When at={one.asked_at} zone={zone} show="short" />
                      </span>
                      {one.answered_at ? (
                        <Badge tone="success">{t`أُجيب`}</Badge>
                      ) : (
                        <Badge tone="warning">{t`ينتظر الجواب`}</Badge>
                      )}
                    </div>
                    <p className="tk-answer-long" dir="auto">
                      {one.body}
                    </p>
                    {one.answered_at ? (
                      <div className="tk-entrant-answer">
                        <p className="tk-small tk-strong">{t`جواب المنظّم`}</p>
                        <p className="tk-answer-long" dir="auto">
                          {one.answer}
                        </p>
                        <p className="tk-small tk-soft">
                          <When at={one.answered_at} zone={zone} show="short" />
                        </p>
                      </div>
                    ) : null}
                  </Card>
                </li>
              ))}
            </ol>
          )
        }
      </Read>
      {over ? null : (
        <Card>
          <AskForm entry={entry} />
        </Card>
      )}
    </div>
  );
}
