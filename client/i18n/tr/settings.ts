/** Turkish words of `settings`: the original from which the keys are typed. */
export default {} as const;
