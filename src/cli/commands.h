/* commands: one a file. Each does its work with an open run, and leaves in it what came of it. */
#ifndef ACCORD_CLI_COMMANDS_H
#define ACCORD_CLI_COMMANDS_H

#include "cli/task.h"

void command_clean(struct task *r);
void command_read(struct task *r);
void command_group(struct task *r);
void command_report(struct task *r);
void command_add(struct task *r);
void command_find(struct task *r);
void command_watch(struct task *r);
void command_verify(struct task *r);
void command_diff(struct task *r);

#endif
