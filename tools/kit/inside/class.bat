@echo off
call "%~dp0setup\run.bat" class %*
