// A public form changes by versions: what is public now, what the prepared one changes, and the act that publishes it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ChangeList } from '../../../shared/entry/ChangeList';
import { Unsaved } from '../../../shared/forms/Unsaved';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Draft = components['schemas']['FormDraftOut'];

export const refreshForm = () =>
  refreshPaths(
    '/api/v1/categories/{category_id}/fields',
    '/api/v1/categories/{category_id}/form-draft',
    '/api/v1/categories/{category_id}/form-versions',
    '/api/v1/editions/{edition_id}/categories',
    '/api/v1/editions/{edition_id}/categories/{category_id}',
    '/api/v1/editions/{edition_id}/call-changes',
    '/api/v1/home/organiser/{edition_id}',
  );

function Publish({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useLingui();
  const [note, setNote] = useState({ note_ar: '', note_en: '' });
  const [tried, setTried] = useState(false);
  const publish = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/categories/{category_id}/form-draft/publish', {
          params: { path: { category_id: draft.category_id }, header: ifMatch(draft.version) },
          body: note,
        }),
      ),
    onSuccess: async () => {
      await refreshForm();
      notify(t`نُشرت النسخة الجديدة من النموذج.`);
      onClose();
    },
  });
  const missing = tried && !note.note_ar.trim() ? t`اكتب ما تغيّر وسببه؛ سيظهر للعموم بتاريخه.` : undefined;
  return (
    <Dialog
      title={t`نشر نسخة جديدة من النموذج`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button
            kind="primary"
            busy={publish.isPending}
            onPress={() => {
              setTried(true);
              if (note.note_ar.trim()) publish.mutate();
            }}
          >
            {t`انشر النسخة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-fields">
        <ProblemNotice error={publish.error} />
        <ChangeList changes={draft.changes} />
        <ul className="tk-builder-consequences">
          <li>
            <Plural
              value={draft.drafts}
              zero="لم يبدأ أحد مشاركة بعد."
              one="تُبلَّغ المسودة الوحيدة بالبريد، وتبقى إجاباتها محفوظة."
              two="تُبلَّغ المسودتان بالبريد، وتبقى إجاباتهما محفوظة."
              few="تُبلَّغ # مسودات بالبريد، وتبقى إجاباتها محفوظة."
              many="تُبلَّغ # مسودة بالبريد، وتبقى إجاباتها محفوظة."
              other="تُبلَّغ # مسودة بالبريد، وتبقى إجاباتها محفوظة."
            />
          </li>
          <li>
            <Plural
              value={draft.submitted}
              zero="لم تُقدَّم مشاركة بعد."
              one="المشاركة التي قُدّمت تبقى على النسخة التي قُدّمت بها."
              two="المشاركتان اللتان قُدّمتا تبقيان على النسخة التي قُدّمتا بها."
              few="# مشاركات قُدّمت تبقى على النسخة التي قُدّمت بها."
              many="# مشاركة قُدّمت تبقى على النسخة التي قُدّمت بها."
              other="# مشاركة قُدّمت تبقى على النسخة التي قُدّمت بها."
            />
          </li>
        </ul>
        <BilingualField
          label={t`ما تغيّر وسببه`}
          help={t`سطر يقرؤه المشاركون والعموم بتاريخه.`}
          multiline
          ar={note.note_ar}
          en={note.note_en}
          onChange={(c) => setNote((now) => ({ ...now, ...('ar' in c ? { note_ar: c.ar } : { note_en: c.en }) }))}
          errorAr={missing}
          isRequired="ar"
        />
        <Unsaved when={Boolean(note.note_ar || note.note_en) && !publish.isPending} />
      </div>
    </Dialog>
  );
}

function Versions({ categoryId, zone, onClose }: { categoryId: string; zone: string; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const versions = useGet('/api/v1/categories/{category_id}/form-versions', { path: { category_id: categoryId } });
  return (
    <Dialog title={t`نسخ النموذج`} isOpen onClose={onClose}>
      <Read of={versions} lines={4}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="tk-soft">{t`لم يتغير النموذج منذ إعلانه.`}</p>
          ) : (
            <ol className="tk-builder-versions">
              {list.items.map((version) => (
                <li key={version.number} className="tk-stack tk-gap-2">
                  <p className="tk-strong">{t`النسخة ${format.number(version.number)}`}</p>
                  <p className="tk-small tk-soft">
                    <When at={version.published_at} zone={zone} />
                  </p>
                  {version.note_ar ? <p dir="auto">{format.pick(version.note_ar, version.note_en)}</p> : null}
                  <ChangeList changes={version.changes} />
                </li>
              ))}
            </ol>
          )
        }
      </Read>
    </Dialog>
  );
}

interface Props {
  draft: Draft;
  zone: string;
  mayEdit: boolean;
  /** what is typed and not yet saved cannot be published */
  dirty: boolean;
}

export function VersionBar({ draft, zone, mayEdit, dirty }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<'publish' | 'versions' | 'drop' | null>(null);
  const close = (): void => setOpen(null);
  const drop = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/categories/{category_id}/form-draft', {
        params: { path: { category_id: draft.category_id } },
      }),
    onSuccess: async () => {
      await refreshForm();
      notify(t`أُلغيت النسخة التي كانت تُجهَّز.`);
    },
    onError: notifyProblem,
    onSettled: close,
  });
  const number = format.number(draft.form_version);
  const changed = draft.changes.length > 0;
  return (
    <Notice
      tone={changed || dirty ? 'warning' : 'info'}
      title={changed ? t`نسخة جديدة تُجهَّز، ولم تُنشر بعد` : t`النموذج معلن: النسخة ${number}`}
      action={
        <>
          {mayEdit && changed ? (
            <Button kind="primary" isDisabled={dirty} onPress={() => setOpen('publish')}>
              {t`راجع وانشر`}
            </Button>
          ) : null}
          {mayEdit && changed ? (
            <Button kind="danger-quiet" onPress={() => setOpen('drop')}>
              {t`ألغِ النسخة`}
            </Button>
          ) : null}
          <Button onPress={() => setOpen('versions')}>{t`نسخ النموذج`}</Button>
        </>
      }
    >
      <div className="tk-stack tk-gap-3">
        <p>
          {changed ? (
            dirty ? (
              t`احفظ ما كتبته أولًا، ثم راجع النسخة وانشرها.`
            ) : (
              <Trans>ما زال المشاركون يرون النسخة {number}. هذا ما تغيّره النسخة الجديدة:</Trans>
            )
          ) : mayEdit ? (
            t`ما تعدّله هنا نسخة جديدة لا يراها أحد حتى تنشرها، ويقرأ العموم سببها بتاريخه.`
          ) : (
            t`هذا ما يجيب عنه المشاركون الآن.`
          )}
        </p>
        {changed ? <ChangeList changes={draft.changes} /> : null}
      </div>
      {open === 'publish' ? <Publish draft={draft} onClose={close} /> : null}
      {open === 'versions' ? <Versions categoryId={draft.category_id} zone={zone} onClose={close} /> : null}
      <ConfirmDialog
        title={t`إلغاء النسخة التي تُجهَّز`}
        isOpen={open === 'drop'}
        onClose={close}
        onConfirm={() => drop.mutate()}
        action={t`ألغِ النسخة`}
        busy={drop.isPending}
        danger
      >
        <p>{t`تُحذف التعديلات التي لم تُنشر، ويبقى النموذج المعلن كما هو.`}</p>
      </ConfirmDialog>
    </Notice>
  );
}
