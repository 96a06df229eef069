@echo off
rem Finds Python 3.11 and hands the word on to setup\launch.py. Letters of ASCII alone stand here:
rem cmd loses its place in a file of other letters. What is to be read lies in files beside.
setlocal
chcp 65001 >nul
pushd "%~dp0.."
set "PYTHONHOME="
set "PYTHONPATH="
call :find
if not defined MURA_PYTHON if exist "python\python-3.11.9-amd64.exe" call :install
if not defined MURA_PYTHON goto missing
%MURA_PYTHON% -B "setup\launch.py" %*
set "MURA_ENDED=%errorlevel%"
if not "%MURA_ENDED%"=="0" pause
exit /b %MURA_ENDED%

:missing
type "python\README.txt"
pause
exit /b 1

:install
type "setup\installing.txt"
start "" /wait "python\python-3.11.9-amd64.exe" /passive InstallAllUsers=0 Include_launcher=0 Include_test=0 PrependPath=0
goto find

:find
set "MURA_PYTHON="
call :try "python\python.exe"
call :try "%LocalAppData%\Programs\Python\Python311\python.exe"
call :try "%ProgramFiles%\Python311\python.exe"
call :try py -3.11
call :try python
exit /b 0

:try
if defined MURA_PYTHON exit /b 0
%* "setup\fits.py" >nul 2>&1
if not errorlevel 1 set MURA_PYTHON=%*
exit /b 0
