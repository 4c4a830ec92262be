// The heading of a part of a form, with its word of introduction.
import { useFormat } from '../i18n/react';
import type { Section } from './answers';
import './inputs.css';

/** `bare`: without its introduction, which is for those who write. */
export function SectionHead({ section, level = 2, bare }: { section: Section; level?: 2 | 3; bare?: boolean }) {
  const format = useFormat();
  const title = format.pick(section.title_ar, section.title_en);
  const intro = bare ? '' : format.pick(section.intro_ar, section.intro_en);
  return (
    <header className="tk-entry-section" id={bare ? undefined : `section-${section.id}`}>
      {level === 2 ? (
        <h2 className="tk-h2" dir="auto">
          {title}
        </h2>
      ) : (
        <h3 className="tk-h3" dir="auto">
          {title}
        </h3>
      )}
      {intro ? (
        <p className="tk-soft tk-entry-intro" dir="auto">
          {intro}
        </p>
      ) : null}
    </header>
  );
}
