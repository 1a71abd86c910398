/** Turkish words of `search`: the original from which the keys are typed. */
export default {} as const;
