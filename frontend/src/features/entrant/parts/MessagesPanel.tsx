// What the screening team wrote about one entry, and its people's answers; oldest first.
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';

const PATH = '/api/v1/entrant/entries/{entry_id}/messages';

export const useMessages = (entry: Entry) => useGet(PATH, { path: { entry_id: entry.id } });

function Reply({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const id = useRef(newId());
  const form = useForm({
    initial: { body: '' },
    check: (values) => (values.body.trim() ? {} : { body: t`اكتب ردّك.` }),
    save: (values) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/messages/{message_id}', {
          params: { path: { entry_id: entry.id, message_id: id.current } },
          body: { body: values.body.trim() },
        }),
      ),
    onSaved: () => {
      id.current = newId();
      form.reset();
      notify(t`أُرسل ردّك إلى فريق الفرز.`);
      void refreshPaths(PATH);
    },
  });
  return (
    <FormFrame form={form} label={t`ردّ على فريق الفرز`}>
      <TextArea
        {...form.field('body')}
        label={t`ردّك على فريق الفرز`}
        help={t`يقرؤه فريق الفرز وزملاؤك في هذه المشاركة.`}
        rows={4}
        maxLength={2000}
        isRequired
      />
      <div>
        <Button type="submit" kind="primary" busy={form.saving}>
          {t`أرسل الرد`}
        </Button>
      </div>
    </FormFrame>
  );
}

export function MessagesPanel({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const found = useMessages(entry);
  return (
    <Read of={found}>
      {({ items, may_write }) => (
        <div className="tk-stack tk-gap-6">
          {items.length === 0 ? <p className="tk-soft">{t`لم يكتب إليكم فريق الفرز بعد.`}</p> : null}
          <ol className="tk-plain-list tk-stack">
            {items.map((one) => (
              <li key={one.id}>
                <Card>
                  <p className="tk-small tk-soft">
                    <span className="tk-strong">
                      {one.from_staff ? t`فريق الفرز` : one.by ? format.name(one.by) : t`من أهل المشاركة`}
                    </span>{' '}
                    – <When at={one.at} zone={entry.edition.timezone} show="short" />
                  </p>
                  <p className="tk-answer-long" dir="auto">
                    {one.body}
                  </p>
                </Card>
              </li>
            ))}
          </ol>
          {may_write ? (
            <Card>
              <Reply entry={entry} />
            </Card>
          ) : null}
        </div>
      )}
    </Read>
  );
}
