//! A list of named steps that all run, also after one has failed, and a summary that says which did.

use std::time::{Duration, Instant};

use anyhow::bail;

#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

impl Steps {
    /// Runs `work` under `name`.
    pub(crate) async fn run(&mut self, name: &'static str, work: impl Future<Output = anyhow::Result<()>>) {
        println!("\n── {name}");
        let start = Instant::now();
        let failure = work.await.err().map(|error| format!("{error:#}"));
        if let Some(failure) = &failure {
            println!("{name} failed: {failure}");
        }
        self.done.push(Step { name, took: start.elapsed(), failure });
    }

    /// Prints the summary and fails if a step did.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        println!();
        for Step { name, took, failure } in &self.done {
            let mark = if failure.is_some() { "✗" } else { "✓" };
            println!("{mark} {name} ({:.1} s)", took.as_secs_f64());
        }
        let failed: Vec<&str> =
            self.done.iter().filter(|step| step.failure.is_some()).map(|step| step.name).collect();
        if !failed.is_empty() {
            bail!("{}", failed.join(", "));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[tokio::test]
    async fn a_failed_step_does_not_stop_the_next_and_is_named_at_the_end() {
        let mut steps = Steps::default();
        let mut second_ran = false;
        steps.run("first", async { Err(anyhow!("no")) }).await;
        steps
            .run("second", async {
                second_ran = true;
                Ok(())
            })
            .await;
        assert!(second_ran);
        assert_eq!(steps.finish().unwrap_err().to_string(), "first");
    }
}
