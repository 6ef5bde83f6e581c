//! A failure replays from its seed.

use simulation::Template;

/// R3: the same seed is the same run to the last byte, and another seed is another run.
#[test]
fn a_seed_is_a_run() {
    let template = Template::make().unwrap();
    let hash = |seed| simulation::run(&template, seed, None).unwrap().hash;
    for seed in [1, 3, 7, 11] {
        assert_eq!(hash(seed), hash(seed), "seed {seed}");
    }
    assert_ne!(hash(1), hash(2));
    // Not only in this process: another template is the same beginning.
    let again = Template::make().unwrap();
    assert_eq!(hash(5), simulation::run(&again, 5, None).unwrap().hash);
}
