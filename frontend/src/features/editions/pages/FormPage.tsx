// The form of a category: written directly while nobody has seen it, by versions once the call is public.
import { useLingui } from '@lingui/react/macro';
import { useCallback, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import type { Edition } from '../model/edition';
import { wireForm } from '../model/form';
import { isCallFrozen, isPrivate } from '../model/phases';
import { FormBuilder } from '../parts/FormBuilder';
import { Frozen } from '../parts/Frozen';
import { CategoryFrame } from '../parts/SetupPages';
import { refreshForm, VersionBar } from '../parts/VersionBar';
import '../problems';
import '../editions.css';

type Form = components['schemas']['StaffForm'];
const nobody = () => false;

/** Before the call: the form itself. */
function PrivateForm({ edition, saved }: { edition: Edition; saved: Form }) {
  const { t } = useLingui();
  const organises = useOrganises(edition);
  const [, setDirty] = useState(false);
  return (
    <>
      {organises ? null : <Frozen of="call" edition={edition} organises={organises} />}
      <FormBuilder
        edition={edition}
        categoryId={saved.category_id}
        saved={saved}
        isPublic={nobody}
        mayEdit={organises}
        put={(form, header) =>
          must(
            api.PUT('/api/v1/categories/{category_id}/fields', {
              params: { path: { category_id: saved.category_id }, header },
              body: wireForm(form),
            }),
          )
        }
        onSaved={() => {
          notify(t`حُفظ النموذج.`);
          void refreshForm();
        }}
        onDirty={setDirty}
        saveLabel={t`احفظ النموذج`}
      />
    </>
  );
}

/** From the call on: the version that is being prepared. */
function PublicForm({ edition, current }: { edition: Edition; current: Form }) {
  const { t } = useLingui();
  const organises = useOrganises(edition);
  const mayEdit = organises && !isCallFrozen(edition.phase);
  const [dirty, setDirty] = useState(false);
  const path = { category_id: current.category_id };
  const draft = useGet('/api/v1/categories/{category_id}/form-draft', { path });
  const isPublic = useCallback((id: string) => current.fields.some((field) => field.id === id), [current]);
  return (
    <Read of={draft} lines={10}>
      {(saved) => (
        <>
          {mayEdit ? null : <Frozen of="call" edition={edition} organises={organises} />}
          <VersionBar draft={saved} zone={edition.timezone} mayEdit={mayEdit} dirty={dirty} />
          <FormBuilder
            // A published or given-up version starts anew.
            key={`${saved.form_version}/${saved.version === 0}`}
            edition={edition}
            categoryId={current.category_id}
            saved={saved}
            isPublic={isPublic}
            mayEdit={mayEdit}
            put={(form, header) =>
              must(
                api.PUT('/api/v1/categories/{category_id}/form-draft', {
                  params: { path, header },
                  body: wireForm(form),
                }),
              )
            }
            onSaved={() => {
              notify(t`حُفظت النسخة الجديدة. لا يراها أحد حتى تنشرها.`);
              void refreshForm();
            }}
            onDirty={setDirty}
            saveLabel={t`احفظ النسخة الجديدة`}
          />
        </>
      )}
    </Read>
  );
}

export function FormPage() {
  const id = useParam('categoryId');
  const fields = useGet('/api/v1/categories/{category_id}/fields', { path: { category_id: id } });
  return (
    <CategoryFrame>
      {(edition) => (
        <Read of={fields}>
          {(saved) =>
            isPrivate(edition.phase) ? (
              <PrivateForm key={id} edition={edition} saved={saved} />
            ) : (
              <PublicForm key={id} edition={edition} current={saved} />
            )
          }
        </Read>
      )}
    </CategoryFrame>
  );
}
