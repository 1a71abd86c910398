/** How a person is shown: initials as their language writes them, and one colour everywhere. */
import { describe, expect, it } from 'vitest';
import { initials, personTint } from '#client/ui/MemberAvatar.tsx';

describe('initials', () => {
  it('are those of the first and the last name', () => {
    expect(initials('Ayşe Nur Demir')).toBe('AD');
    expect(initials('  can   yıldız ')).toBe('CY');
    expect(initials('Ömer')).toBe('Ö');
  });
  it('are capitals as Turkish writes them', () => {
    expect(initials('ilker ışık')).toBe('İI');
  });
  it('stand also for names without letters', () => {
    expect(initials('')).toBe('?');
    expect(initials('🙂 Deniz')).toBe('🙂D');
  });
});

describe('the colour of a person', () => {
  it('is the same for an id, whatever the name', () => {
    expect(personTint('u_7f3a')).toBe(personTint('u_7f3a'));
  });
  it('differs among people', () => {
    const tints = new Set(Array.from({ length: 60 }, (_, at) => personTint(`member-${at}`)));
    expect(tints.size).toBeGreaterThan(6);
  });
});
