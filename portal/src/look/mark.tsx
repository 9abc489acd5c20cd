/** The logo: a ticket with a cut corner. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path
        fill="currentColor"
        d="M6 1.5h8.8a2 2 0 0 1 1.4.6l5.7 5.7a2 2 0 0 1 .6 1.4V18a4.5 4.5 0 0 1-4.5 4.5H6A4.5 4.5 0 0 1 1.5 18V6A4.5 4.5 0 0 1 6 1.5z"
      />
      <path
        d="M15.8 9.6a4.6 4.6 0 1 0 .8 3.4h-4"
        fill="none"
        stroke="var(--hole, #fff)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
