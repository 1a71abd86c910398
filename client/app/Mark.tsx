/** The product's mark: two halves that hold each other. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return <img src="/icons/mark.svg" width={size} height={size} alt="" draggable={false} />;
}
